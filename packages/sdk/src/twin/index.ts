export type { AnySample, Classifier, SampleInput } from './classifiers/Classifier.ts'
export { createLearner, type Learner } from './createLearner.ts'
export type { LogView } from './DataHandler.ts'
export { TwinError, type TwinErrorArgs, type TwinErrorName, TwinReplayError } from './errors.ts'
export { depositPrice } from './incentives/depositPrice.ts'
export type { BundleContents } from './incentives/MarketIncentive.ts'
export type { Journal } from './Journal.ts'
export type { ModelView } from './Models.ts'
export type { ReplayPosition } from './Trainer.ts'
export {
  type CommonTwin,
  createTwin,
  type Twin,
  type TwinCall,
  type TwinOptions,
} from './trainers/createTwin.ts'
export type { ReplayableEvent, TwinEvent, TwinEventName } from './types/abi.ts'
export type { CallContext, CallOutcome } from './types/Call.ts'
