export { abiOf } from './abiOf.ts'
export type { ClassifierName, Kind, MechanismName, Trainer } from './abis.ts'
export {
  type ArbiterOption,
  type ArbiterOptions,
  arbiterOptions,
  defaultRulingTime,
  maxArbiterData,
  noArbiter,
} from './arbiter.ts'
export {
  type ClassifierRow,
  classifierNames,
  classifiers,
  offersQuadraticLoss,
  type SampleForm,
} from './classifiers.ts'
export { formatModelId } from './formatModelId.ts'
export { type GasAction, type GasTable, gasActions, gasOf, revertedGas } from './gas.ts'
export { contributionGasAtMost, spareGas } from './gasAtMost.ts'
export { type IncentiveProblem, incentiveProblems } from './incentiveProblems.ts'
export { marketGas, testsWithin } from './marketGas.ts'
export {
  type MechanismOption,
  type MechanismRow,
  mechanismNames,
  mechanisms,
  optionsOf,
} from './mechanisms.ts'
export { type ModelAddress, type ModelReference, parseModelId } from './modelId.ts'
export { defaultOptions, encodeClassifierOptions, encodeIncentiveOptions } from './options.ts'
export { probabilitiesOf } from './probabilitiesOf.ts'
export {
  classifierNumber,
  deployerProxy,
  kinds,
  kindsUnder,
  moduleAddress,
  trainerOf,
} from './trainers.ts'
export type {
  AnyTrainerAbi,
  BondedOptions,
  Challenge,
  ClassifierOptions,
  ClassifierWith,
  Contribution,
  DepositOptions,
  IncentiveOptions,
  IncentiveView,
  MarketOptions,
  PointsOptions,
  SampleOf,
  SampleParameter,
  TrainerAbi,
  TrainerErrorName,
  TrainerEventName,
} from './types.ts'
export { assertUnder, isUnder } from './under.ts'
