export { deployerProxy, type Kind, type KindName, kindNames, kinds, trainerAddress } from './kinds.ts'
export { formatModelId, type ModelReference, parseModelId } from './modelId.ts'
export { encodeClassifierOptions, encodeIncentiveOptions } from './options.ts'
export type {
  ClassifierOptions,
  Contribution,
  IncentiveOptions,
  TrainerAbi,
  TrainerErrorName,
  TrainerEventName,
} from './types.ts'
