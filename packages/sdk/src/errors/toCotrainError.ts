import {
  BaseError,
  ChainMismatchError,
  ContractFunctionRevertedError,
  HttpRequestError,
  SocketClosedError,
  TimeoutError,
  UserRejectedRequestError,
  InsufficientFundsError as ViemInsufficientFundsError,
  WebSocketRequestError,
} from 'viem'
import { kinds } from '../kinds/kinds.ts'
import type { AnyTrainerAbi, TrainerErrorName } from '../kinds/types.ts'
import { TwinError } from '../twin/errors.ts'
import { CotrainError } from './base.ts'
import * as classifier from './classifier.ts'
import type { ContractErrorClass } from './contractError.ts'
import * as incentive from './incentive.ts'
import { AccountMissingError } from './input.ts'
import * as models from './models.ts'
import {
  InsufficientFundsError,
  NodeUnreachableError,
  UserRejectedError,
  WrongChainError,
} from './network.ts'
import * as sample from './sample.ts'

/** The error class of each custom error of the contracts. */
export const contractErrors: { [name in TrainerErrorName]: ContractErrorClass<name> } = {
  AlreadyTaken: incentive.AlreadyTakenError,
  ChunkNotAligned: models.ChunkNotAlignedError,
  ClaimTimesNotAscending: incentive.ClaimTimesNotAscendingError,
  ClassCountOutOfRange: classifier.ClassCountOutOfRangeError,
  ClassesPerWordOutOfRange: classifier.ClassesPerWordOutOfRangeError,
  ContributionMismatch: incentive.ContributionMismatchError,
  CountBitsOutOfRange: classifier.CountBitsOutOfRangeError,
  DepositTooSmall: incentive.DepositTooSmallError,
  EmptyBatch: sample.EmptyBatchError,
  EmptySample: sample.EmptySampleError,
  FeatureCountOutOfRange: classifier.FeatureCountOutOfRangeError,
  IndexOutOfRange: sample.IndexOutOfRangeError,
  IndicesNotAscending: sample.IndicesNotAscendingError,
  LabelOutOfRange: classifier.LabelOutOfRangeError,
  LearningRateOutOfRange: classifier.LearningRateOutOfRangeError,
  LengthMismatch: sample.LengthMismatchError,
  ModelAgrees: incentive.ModelAgreesError,
  ModelDisagrees: incentive.ModelDisagreesError,
  ModelIncomplete: models.ModelIncompleteError,
  ModelTooLarge: classifier.ModelTooLargeError,
  NewOwnerIsZero: models.NewOwnerIsZeroError,
  NoOpenContribution: incentive.NoOpenContributionError,
  NormAboveOne: sample.NormAboveOneError,
  NotContributor: incentive.NotContributorError,
  NotOwner: models.NotOwnerError,
  NotVerified: incentive.NotVerifiedError,
  NothingToTake: incentive.NothingToTakeError,
  OwnContribution: incentive.OwnContributionError,
  SampleCountTooLarge: classifier.SampleCountTooLargeError,
  SampleLengthMismatch: sample.SampleLengthMismatchError,
  SampleMisaligned: sample.SampleMisalignedError,
  SampleTooLong: sample.SampleTooLongError,
  ScaleBitsOutOfRange: classifier.ScaleBitsOutOfRangeError,
  SmoothingOutOfRange: classifier.SmoothingOutOfRangeError,
  TooEarly: incentive.TooEarlyError,
  TooManyClasses: classifier.TooManyClassesError,
  TooManyTakers: incentive.TooManyTakersError,
  TooManyWords: models.TooManyWordsError,
  UnexpectedOffset: models.UnexpectedOffsetError,
  UnknownModel: models.UnknownModelError,
  ValueNotAccepted: models.ValueNotAcceptedError,
  WeightBitsNotSupported: classifier.WeightBitsNotSupportedError,
  WeightBitsOutOfRange: classifier.WeightBitsOutOfRangeError,
  WordNotCanonical: classifier.WordNotCanonicalError,
  WordsOutOfRange: models.WordsOutOfRangeError,
}

/** Of all kinds, by name: errors of one name have the same values everywhere. */
const trainerErrors = /*#__PURE__*/ new Map(
  Object.values(kinds).flatMap(({ abi }) =>
    (abi as AnyTrainerAbi).flatMap(item => (item.type === 'error' ? [[item.name, item] as const] : [])),
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
  return (
    fromRevert(error) ??
    fromWallet(error) ??
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
  const decoded = fromName(error.errorName, error.args, error)
  return decoded ?? new CotrainError(`The contract would revert: ${error.message}.`, { cause: error })
}

/** The error of the contracts' custom error `name`, with its values in the ABI's order. */
function fromName(name: string, args: readonly unknown[], cause: unknown): CotrainError | undefined {
  const item = trainerErrors.get(name as TrainerErrorName)
  if (!item) return undefined
  const values = Object.fromEntries(item.inputs.map((input, i) => [input.name, args[i]]))
  // The values' names and types are those of the ABI item that the class is made from.
  type AnyErrorClass = new (values: unknown, options: { cause: unknown }) => CotrainError
  const ErrorClass = contractErrors[item.name] as AnyErrorClass
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
  const failure = error.walk(
    e =>
      (e instanceof HttpRequestError && e.status === undefined) ||
      e instanceof TimeoutError ||
      e instanceof WebSocketRequestError ||
      e instanceof SocketClosedError,
  )
  if (!failure) return undefined
  return new NodeUnreachableError({
    url: failure instanceof HttpRequestError ? failure.url : undefined,
    cause: error,
  })
}
