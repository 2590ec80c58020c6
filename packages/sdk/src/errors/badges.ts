import { CotrainError } from './base.ts'
import { contractError } from './contractError.ts'
import { asDate } from './format.ts'

export class UnknownTrainerError extends contractError('UnknownTrainer', ({ trainer }) => [
  `The badges know no trainer at ${trainer} on this chain.`,
  'Badges are for the models of the trainers under points, once these are deployed.',
]) {}

export class NotEarnedError extends contractError('NotEarned', ({ account, has, needed }) => [
  `Account ${account} has not earned this badge yet: it has ${has} of ${needed}.`,
  'Contribute what the model does not know, verify it, and come back.',
]) {}

export class MonthNotOverError extends contractError('MonthNotOver', ({ month, overAt }) => [
  `Month ${month} is not over yet, so nobody is the best of it.`,
  `Come back at ${asDate(overAt)}.`,
]) {}

export class UnexpectedMonthError extends contractError('UnexpectedMonth', ({ month }) => [
  `This badge is not one of a month, and month ${month} was given.`,
  'Leave the month out.',
]) {}

export class AlreadyClaimedError extends contractError('AlreadyClaimed', ({ tokenId }) => [
  `Badge ${tokenId} is claimed already.`,
  'It is in the list of badges of its account.',
]) {}

/** Badges stay with who has earned them. */
export class SoulboundError extends contractError('Soulbound', ({ tokenId }) => [
  `Badge ${tokenId} cannot be moved.`,
  'Badges stay with who has earned them.',
]) {}

/** Nobody has deployed the badges on the chain. */
export class BadgesNotDeployedError extends CotrainError {
  override name = 'BadgesNotDeployedError'

  constructor() {
    super('There are no badges on this chain yet.', {
      metaMessages: ['Anybody can deploy them: `deployBadges`.'],
    })
  }
}
