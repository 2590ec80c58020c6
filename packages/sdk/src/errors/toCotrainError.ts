import {
  type Abi,
  BaseError,
  ChainMismatchError,
  ContractFunctionRevertedError,
  HttpRequestError,
  RpcRequestError,
  SocketClosedError,
  TimeoutError,
  UserRejectedRequestError,
  InsufficientFundsError as ViemInsufficientFundsError,
  WebSocketRequestError,
} from 'viem'
import { badgesAbi, trainerAbi } from '../abi/index.ts'
import { classifierAbis, mechanismAbis } from '../kinds/abis.ts'
import { failureOf, isOdd } from '../transports/failure.ts'
import { TwinError } from '../twin/errors.ts'
import * as arbitration from './arbitration.ts'
import * as badges from './badges.ts'
import { CotrainError } from './base.ts'
import * as bonded from './bonded.ts'
import * as classifier from './classifier.ts'
import type { ContractErrorClass, ErrorName } from './contractError.ts'
import { fromPool } from './fromPool.ts'
import * as incentive from './incentive.ts'
import { AccountMissingError } from './input.ts'
import * as market from './market.ts'
import * as models from './models.ts'
import * as modules from './modules.ts'
import {
  InsufficientFundsError,
  NodeTroubleError,
  NodeUnreachableError,
  RateLimitedError,
  UserRejectedError,
  WrongChainError,
} from './network.ts'
import * as points from './points.ts'
import * as pools from './pools.ts'
import * as record from './record.ts'
import * as sample from './sample.ts'

/** The error class of each custom error of the contracts. */
export const contractErrors: { [name in ErrorName]: ContractErrorClass<name> } = {
  AlreadyAsserted: bonded.AlreadyAssertedError,
  AlreadyClaimed: badges.AlreadyClaimedError,
  AlreadyReported: points.AlreadyReportedError,
  AlreadyRuled: arbitration.AlreadyRuledError,
  AlreadyTaken: incentive.AlreadyTakenError,
  AlreadyTouched: record.AlreadyTouchedError,
  BondTooSmall: bonded.BondTooSmallError,
  BondedOptionOutOfRange: bonded.BondedOptionOutOfRangeError,
  BountyOutOfRange: market.BountyOutOfRangeError,
  BundleMismatch: market.BundleMismatchError,
  BundleSizeOutOfRange: market.BundleSizeOutOfRangeError,
  BundleTooDear: market.BundleTooDearError,
  BundlesOnly: market.BundlesOnlyError,
  ChunkNotAligned: models.ChunkNotAlignedError,
  ClaimTimesNotAscending: incentive.ClaimTimesNotAscendingError,
  ClassCountOutOfRange: classifier.ClassCountOutOfRangeError,
  ClassesAreFixed: modules.ClassesAreFixedError,
  ClassesFixed: market.ClassesFixedError,
  ClassesPerWordOutOfRange: classifier.ClassesPerWordOutOfRangeError,
  CountBitsOutOfRange: classifier.CountBitsOutOfRangeError,
  DailyCapReached: points.DailyCapReachedError,
  DepositTooSmall: incentive.DepositTooSmallError,
  DisputeExists: arbitration.DisputeExistsError,
  EmptyBatch: sample.EmptyBatchError,
  EmptySample: sample.EmptySampleError,
  EndsBefore: record.EndsBeforeError,
  FeatureCountOutOfRange: classifier.FeatureCountOutOfRangeError,
  FeeTooSmall: arbitration.FeeTooSmallError,
  IndexOutOfRange: sample.IndexOutOfRangeError,
  IndicesNotAscending: sample.IndicesNotAscendingError,
  LabelOutOfRange: classifier.LabelOutOfRangeError,
  LearningRateOutOfRange: classifier.LearningRateOutOfRangeError,
  LengthMismatch: sample.LengthMismatchError,
  LossNotOffered: market.LossNotOfferedError,
  MarketNotPaid: market.MarketNotPaidError,
  MarketOptionOutOfRange: market.MarketOptionOutOfRangeError,
  MaxFeaturesNotOffered: classifier.MaxFeaturesNotOfferedError,
  ModelAgrees: incentive.ModelAgreesError,
  ModelDisagrees: incentive.ModelDisagreesError,
  ModelIncomplete: models.ModelIncompleteError,
  ModelTooLarge: classifier.ModelTooLargeError,
  ModuleCountOutOfRange: modules.ModuleCountOutOfRangeError,
  MonthNotOver: badges.MonthNotOverError,
  NewOwnerIsZero: models.NewOwnerIsZeroError,
  NoArbiter: arbitration.NoArbiterError,
  NoBundle: market.NoBundleError,
  NormAboveOne: sample.NormAboveOneError,
  NotAModule: modules.NotAModuleError,
  NotContested: arbitration.NotContestedError,
  NotContributor: incentive.NotContributorError,
  NotEarlier: bonded.NotEarlierError,
  NotEarned: badges.NotEarnedError,
  NotNext: market.NotNextError,
  NotOwner: models.NotOwnerError,
  NotReported: points.NotReportedError,
  NotSponsor: market.NotSponsorError,
  NotTheTrainer: market.NotTheTrainerError,
  NotVerified: incentive.NotVerifiedError,
  NothingPledged: pools.NothingPledgedError,
  NothingToPin: record.NothingToPinError,
  NothingToRefund: incentive.NothingToRefundError,
  NothingToSettle: market.NothingToSettleError,
  NothingToTake: incentive.NothingToTakeError,
  OtherDispute: arbitration.OtherDisputeError,
  OwnContribution: incentive.OwnContributionError,
  PageCountOutOfRange: market.PageCountOutOfRangeError,
  PageMalformed: market.PageMalformedError,
  PageMismatch: market.PageMismatchError,
  PageNotComplete: record.PageNotCompleteError,
  PeakMoved: record.PeakMovedError,
  PinStands: record.PinStandsError,
  PointsOutOfRange: points.PointsOutOfRangeError,
  PoolAtStake: pools.PoolAtStakeError,
  PoolFull: pools.PoolFullError,
  PoolLocked: pools.PoolLockedError,
  PoolNotFull: pools.PoolNotFullError,
  ProofLength: record.ProofLengthError,
  ProofMismatch: record.ProofMismatchError,
  QuadraticLossNotOffered: modules.QuadraticLossNotOfferedError,
  RulingOutOfRange: arbitration.RulingOutOfRangeError,
  SaltMismatch: market.SaltMismatchError,
  SampleCountTooLarge: classifier.SampleCountTooLargeError,
  SampleLengthMismatch: sample.SampleLengthMismatchError,
  SampleMisaligned: sample.SampleMisalignedError,
  SampleTooDear: modules.SampleTooDearError,
  SampleTooLong: sample.SampleTooLongError,
  SampleWeightOutOfRange: classifier.SampleWeightOutOfRangeError,
  SamplesNotAscending: market.SamplesNotAscendingError,
  ScaleBitsOutOfRange: classifier.ScaleBitsOutOfRangeError,
  SmoothingOutOfRange: classifier.SmoothingOutOfRangeError,
  Soulbound: badges.SoulboundError,
  TestSampleCount: market.TestSampleCountError,
  TestSamplesOdd: market.TestSamplesOddError,
  TestSampleTooDear: market.TestSampleTooDearError,
  TooEarly: incentive.TooEarlyError,
  TooLate: bonded.TooLateError,
  TooManyChallenges: bonded.TooManyChallengesError,
  TooManyClasses: classifier.TooManyClassesError,
  TooManyFeatures: sample.TooManyFeaturesError,
  TooManyReports: points.TooManyReportsError,
  TooManyTakers: incentive.TooManyTakersError,
  TooManyWords: models.TooManyWordsError,
  TrialFailed: market.TrialFailedError,
  Tried: market.TriedError,
  UnexpectedMonth: badges.UnexpectedMonthError,
  UnexpectedOffset: models.UnexpectedOffsetError,
  UnknownClassifier: modules.UnknownClassifierError,
  UnknownDispute: arbitration.UnknownDisputeError,
  UnknownEnd: record.UnknownEndError,
  UnknownFunction: modules.UnknownFunctionError,
  UnknownModel: models.UnknownModelError,
  UnknownTrainer: badges.UnknownTrainerError,
  UploadedWordsMismatch: modules.UploadedWordsMismatchError,
  ValueMismatch: market.ValueMismatchError,
  ValueNotAccepted: models.ValueNotAcceptedError,
  WeightBitsNotSupported: classifier.WeightBitsNotSupportedError,
  WeightBitsOutOfRange: classifier.WeightBitsOutOfRangeError,
  WordMissing: modules.WordMissingError,
  WordNotCanonical: classifier.WordNotCanonicalError,
  WordNotNeeded: modules.WordNotNeededError,
  WordsOutOfRange: models.WordsOutOfRangeError,
  WrongBundle: market.WrongBundleError,
  WrongPhase: market.WrongPhaseError,
}

/** Of all trainers, by name: errors of one name have the same values everywhere. */
const contractErrorItems = /*#__PURE__*/ new Map(
  [badgesAbi, trainerAbi, ...Object.values(mechanismAbis), ...Object.values(classifierAbis)].flatMap(abi =>
    (abi as Abi).flatMap(item => (item.type === 'error' ? [[item.name, item] as const] : [])),
  ),
)

/**
 * Turns whatever a call threw into an error of this SDK: a revert into the class of its custom error, network and
 * wallet failures into theirs, anything else into a plain {@link CotrainError} that keeps it as `cause`.
 *
 * @example
 * try {
 *   await contribute(client, { model, label: 1, sample })
 * } catch (error) {
 *   const { shortMessage, metaMessages } = toCotrainError(error)
 * }
 */
export function toCotrainError(error: unknown): CotrainError {
  if (error instanceof CotrainError) return error
  if (error instanceof TwinError) return fromTwin(error)
  if (!(error instanceof BaseError)) {
    return new CotrainError(error instanceof Error ? error.message : String(error), { cause: error })
  }
  const known = error.walk(e => e instanceof CotrainError)
  if (known instanceof CotrainError) return known
  return (
    fromRevert(error) ??
    fromWallet(error) ??
    fromPool(error) ??
    fromNode(error) ??
    new CotrainError(error.shortMessage, { cause: error })
  )
}

function fromRevert(error: BaseError): CotrainError | undefined {
  const reverted = error.walk(e => e instanceof ContractFunctionRevertedError)
  if (!(reverted instanceof ContractFunctionRevertedError)) return undefined
  const { data, reason, signature } = reverted
  const decoded = data && fromName(data.errorName, data.args ?? [], error)
  return (
    decoded ??
    new CotrainError(`The contract reverted: ${reason ?? signature ?? 'no reason given'}.`, { cause: error })
  )
}

function fromTwin(error: TwinError): CotrainError {
  if (error.errorName === 'NoOpenContribution') {
    const [modelId, index] = error.args as [bigint, bigint]
    return new record.NoOpenContributionError({ modelId, index, cause: error })
  }
  const decoded = fromName(error.errorName, error.args, error)
  return decoded ?? new CotrainError(`The contract would revert: ${error.message}.`, { cause: error })
}

/** The error of the contracts' custom error `name`, with its values in the ABI's order. */
function fromName(name: string, args: readonly unknown[], cause: unknown): CotrainError | undefined {
  const item = contractErrorItems.get(name)
  if (!item || !(name in contractErrors)) return undefined
  const values = Object.fromEntries(item.inputs.map((input, i) => [input.name, args[i]]))
  // The values' names and types are those of the ABI item that the class is made from.
  type AnyErrorClass = new (values: unknown, options: { cause: unknown }) => CotrainError
  const ErrorClass = contractErrors[name as ErrorName] as unknown as AnyErrorClass
  return new ErrorClass(values, { cause })
}

function fromWallet(error: BaseError): CotrainError | undefined {
  if (error.walk(e => e instanceof UserRejectedRequestError)) return new UserRejectedError({ cause: error })
  if (error.walk(e => e instanceof ViemInsufficientFundsError))
    return new InsufficientFundsError({ cause: error })
  if (error.walk(e => e instanceof Error && e.name === 'AccountNotFoundError'))
    return new AccountMissingError({ cause: error })
  const mismatch = error.walk(e => e instanceof ChainMismatchError)
  if (!mismatch) return undefined
  const [current, expected] = (/id: (\d+).+id: (\d+)/.exec(mismatch.message) ?? []).slice(1).map(Number)
  return new WrongChainError({ current, expected, cause: error })
}

function fromNode(error: BaseError): CotrainError | undefined {
  const failure = failureOf(error)
  const failed = error.walk(
    e =>
      e instanceof HttpRequestError ||
      e instanceof TimeoutError ||
      e instanceof WebSocketRequestError ||
      e instanceof SocketClosedError ||
      e instanceof RpcRequestError,
  )
  const { url, status } = (failed ?? {}) as { url?: string; status?: number }
  if (failure?.kind === 'throttled') {
    return new RateLimitedError({ url, retryAfter: failure.retryAfter, cause: error })
  }
  const isHttp = failed instanceof HttpRequestError
  if (isHttp && (status !== undefined || isOdd(failed))) {
    return new NodeTroubleError({ url, status, cause: error })
  }
  return failure && new NodeUnreachableError({ url, cause: error })
}
