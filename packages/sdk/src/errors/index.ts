export * from './arbitration.ts'
export * from './badges.ts'
export { CotrainError, type CotrainErrorOptions } from './base.ts'
export * from './bonded.ts'
export * from './bundle.ts'
export * from './classifier.ts'
export type { ContractErrorClass, ContractErrorValues } from './contractError.ts'
export * from './duplicate.ts'
export * from './incentive.ts'
export * from './input.ts'
export * from './market.ts'
export * from './mechanism.ts'
export * from './models.ts'
export * from './modules.ts'
export * from './network.ts'
export * from './points.ts'
export * from './pools.ts'
export {
  AlreadyTouchedError,
  EndsBeforeError,
  NoOpenContributionError,
  NothingToPinError,
  PageNotCompleteError,
  PeakMovedError,
  PinStandsError,
  ProofLengthError,
  ProofMismatchError,
  UnknownEndError,
} from './record.ts'
export * from './sample.ts'
export * from './sending.ts'
export { shownUrl, withoutKeys } from './shownUrl.ts'
export * from './snapshot.ts'
export { contractErrors, toCotrainError } from './toCotrainError.ts'
export * from './transaction.ts'
