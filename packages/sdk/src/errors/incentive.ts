import { contractError } from './contractError.ts'
import { asDate, duration, inEther } from './format.ts'

/** The value sent does not cover the deposit. */
export class DepositTooSmallError extends contractError('DepositTooSmall', ({ required, available }) => [
  `The deposit is ${inEther(required)} now; ${inEther(available)} was sent.`,
  'Ask for the price again and retry: it rises when somebody else contributes.',
]) {}

export class ClaimTimesNotAscendingError extends contractError(
  'ClaimTimesNotAscending',
  ({ refundTime, ownerClaimTime, anyClaimTime }) => [
    `The claim times ${refundTime}, ${ownerClaimTime}, ${anyClaimTime} s (refund, owner, anyone) do not ascend.`,
    "Choose a refund time that is not above the owner's claim time, and that not above anyone's.",
  ],
) {}

export class NothingToRefundError extends contractError('NothingToRefund', () => [
  'A refund of many needs one contribution at least.',
  'Choose those that can be refunded, from the list of claims.',
]) {}

/** Only the contributor gets a refund. */
export class NotContributorError extends contractError('NotContributor', ({ caller, contributor }) => [
  `The contribution is ${contributor}'s, not ${caller}'s.`,
  'A deposit is refunded to its contributor only. Others can take shares of it while the model disagrees.',
]) {}

export class TooEarlyError extends contractError('TooEarly', ({ availableAt, time }) => [
  `It is too early: this can be done in ${duration(availableAt - time)}.`,
  `Come back at ${asDate(availableAt)}.`,
]) {}

/** A refund needs the model to agree with the contribution. */
export class ModelDisagreesError extends contractError('ModelDisagrees', ({ predicted, label }) => [
  `The model says class ${predicted}, the contribution class ${label}, so that it cannot be claimed now.`,
  'That is possible once the model agrees; meanwhile others can take shares of it, or report it.',
]) {}

/** A take needs the model to disagree with the contribution. */
export class ModelAgreesError extends contractError('ModelAgrees', ({ label }) => [
  `The model agrees with the contribution (class ${label}), so that nothing can be said against it now.`,
  'Its deposit is for its contributor, until the late claims of the owner and of anyone begin.',
]) {}

/** One's own deposit can be refunded, not taken. */
export class OwnContributionError extends contractError('OwnContribution', () => [
  'This is your own contribution: others can take its deposit, or report it.',
  'Ask for a refund, or verify it, once the model agrees.',
]) {}

/** Takers need a verified contribution of their own. */
export class NotVerifiedError extends contractError('NotVerified', ({ taker }) => [
  `Account ${taker} has no verified contribution to this model, and no share in the deposits of others.`,
  'Contribute, and get a refund for it once the model agrees: that verifies the contribution.',
]) {}

export class AlreadyTakenError extends contractError('AlreadyTaken', ({ taker }) => [
  `Account ${taker} has taken its share of this deposit already.`,
  'The rest is for other contributors and for the late claims.',
]) {}

export class TooManyTakersError extends contractError('TooManyTakers', ({ max }) => [
  `As many as ${max} accounts have taken shares of this deposit, which is the limit.`,
  'What is left can be refunded, or taken by the late claims.',
]) {}

/** The taker's share of the deposit is below 1 wei. */
export class NothingToTakeError extends contractError(
  'NothingToTake',
  ({ deposit, verified, totalVerified }) => [
    `The share would be nothing: ${verified} of ${totalVerified} verified contributions, of ${deposit} wei.`,
    'More verified contributions give a larger share.',
  ],
) {}
