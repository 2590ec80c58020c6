export { type GasAction, type GasTable, gasActions, gasOf, revertedGas } from './gas.ts'
export { contributionGasAtMost, spareGas } from './gasAtMost.ts'
export {
  assertUnder,
  type BondedKind,
  type ClassifierName,
  type ClassifierOf,
  classifierOf,
  type DepositKind,
  deployerProxy,
  isUnder,
  type Kind,
  type KindName,
  type KindOfClassifier,
  type KindUnder,
  kindNames,
  kinds,
  kindsUnder,
  kindUnder,
  type MarketKind,
  type MechanismName,
  type MechanismOf,
  mechanismTitles,
  type PointsKind,
  type SampleForm,
  trainerAddress,
  type Under,
} from './kinds.ts'
export { predictionsWithin, settleGas, sponsorGas } from './marketGas.ts'
export { formatModelId, type ModelReference, parseModelId } from './modelId.ts'
export { encodeClassifierOptions, encodeIncentiveOptions } from './options.ts'
export { probabilitiesOf } from './probabilitiesOf.ts'
export type {
  AnyTrainerAbi,
  BondedOptions,
  Challenge,
  ClassifierOptions,
  Contribution,
  DepositOptions,
  IncentiveOptions,
  IncentiveView,
  KindWith,
  MarketOptions,
  PointsOptions,
  SampleOf,
  SampleParameter,
  TrainerAbi,
  TrainerErrorName,
  TrainerEventName,
} from './types.ts'
