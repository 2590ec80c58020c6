export {
  deployerProxy,
  type Kind,
  type KindName,
  kindNames,
  kinds,
  type SampleForm,
  trainerAddress,
} from './kinds.ts'
export { formatModelId, type ModelReference, parseModelId } from './modelId.ts'
export { encodeClassifierOptions, encodeIncentiveOptions } from './options.ts'
export type {
  AnyTrainerAbi,
  ClassifierOptions,
  Contribution,
  IncentiveOptions,
  KindWith,
  SampleOf,
  SampleParameter,
  TrainerAbi,
  TrainerErrorName,
  TrainerEventName,
} from './types.ts'
