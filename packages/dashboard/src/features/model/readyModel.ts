import {
  type Arbiter,
  isUnder,
  type LoadableEncoder,
  type MechanismName,
  type ModelMetadata,
  type ModelReference,
  type SyncedModel,
  type Twin,
} from '@cotrain/sdk'
import type { SampleForm, Wording } from './form.ts'
import type { ModelEncoder } from './modelEncoder.ts'

/** A model as the page works with it: synced from the chain, so that it answers without it. */
export interface ReadyModel<mechanism extends MechanismName = MechanismName> {
  reference: ModelReference<mechanism>
  metadata: ModelMetadata
  /** The names of all classes that there are now, by label. */
  classNames: readonly string[]
  /** Undefined when this page cannot make samples for the model; `encoderProblem` says why. */
  encoder: ModelEncoder | undefined
  encoderProblem: unknown
  /** What makes samples of texts or pictures, where that has to be loaded; `encoder` takes the finished numbers then. */
  loadable: LoadableEncoder | undefined
  /** Numbers to each side, where a sample is a square picture of grey values. */
  grid: number | undefined
  /** How its samples are entered, and what they are called. */
  form: SampleForm
  wording: Wording
  /** State, events and contributions as of a block. */
  synced: SyncedModel<mechanism>
  /** The model's state. Changes in place: what reads it depends on the ReadyModel, which is made anew. */
  twin: Twin<mechanism>
  /** Under bonds: who decides what stays contested; undefined when nobody does. */
  arbiter: Arbiter | undefined
}

/** A model under a mechanism, each of which has its own pages. */
export type ModelUnder<mechanism extends MechanismName> = ReadyModel<mechanism> & ReadyModel
export type DepositModel = ModelUnder<'deposits'>
export type PointsModel = ModelUnder<'points'>
export type BondedModel = ModelUnder<'bonded'>
export type MarketModel = ModelUnder<'market'>

/** Whether a model is under a mechanism; its type is then known. */
export function isModelUnder<mechanism extends MechanismName>(
  model: ReadyModel,
  mechanism: mechanism,
): model is ModelUnder<mechanism> {
  return isUnder(model.reference, mechanism)
}

/** What the function of the model's mechanism makes of the model. */
export function underMechanism<mechanism extends MechanismName, result>(
  model: ReadyModel<mechanism> & ReadyModel,
  functions: { [name in mechanism]: (model: ModelUnder<name>) => result },
): result {
  const { mechanism } = model.reference
  return (functions[mechanism as mechanism] as (model: ReadyModel) => result)(model)
}
