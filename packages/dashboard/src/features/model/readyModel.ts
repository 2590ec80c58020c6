import type { ModelMetadata, ModelReference, SampleEncoder, SyncedModel, Twin } from '@cotrain/sdk'

/** A model as the page works with it: synced from the chain, so that it answers without it. */
export interface ReadyModel {
  reference: ModelReference
  metadata: ModelMetadata
  /** Undefined when this page cannot make samples for the model; `encoderProblem` says why. */
  encoder: SampleEncoder<string> | undefined
  encoderProblem: unknown
  /** Samples are typed as feature numbers, not as text. */
  takesIndices: boolean
  /** State, events and contributions as of a block. */
  synced: SyncedModel
  /** The model's state. Changes in place: what reads it depends on the ReadyModel, which is made anew. */
  twin: Twin
}
