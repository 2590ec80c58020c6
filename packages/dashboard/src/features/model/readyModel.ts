import type { ModelMetadata, ModelReference, SyncedModel, Twin } from '@cotrain/sdk'
import type { SampleForm, Wording } from './form.ts'
import type { ModelEncoder } from './modelEncoder.ts'

/** A model as the page works with it: synced from the chain, so that it answers without it. */
export interface ReadyModel {
  reference: ModelReference
  metadata: ModelMetadata
  /** The names of all classes that there are now, by label. */
  classNames: readonly string[]
  /** Undefined when this page cannot make samples for the model; `encoderProblem` says why. */
  encoder: ModelEncoder | undefined
  encoderProblem: unknown
  /** How its samples are entered, and what they are called. */
  form: SampleForm
  wording: Wording
  /** State, events and contributions as of a block. */
  synced: SyncedModel
  /** The model's state. Changes in place: what reads it depends on the ReadyModel, which is made anew. */
  twin: Twin
}
