import type { Account, Address } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { addressOf, type CotrainClient, senderOf } from '../internal/client.ts'
import { readTrainer } from '../internal/readTrainer.ts'

export type GetReputationParameters = {
  model: ModelReference<'points'>
  /** Whose reputation. @default the client's account */
  account?: Account | Address | undefined
}

/** Days and months count from 1970 (UTC); a month is 30 days. */
export type GetReputationReturnType = {
  points: number
  /** Verified contributions that the model did not know. */
  verified: number
  /** Confirmed reports, and those that wait for their end. */
  reports: number
  pendingReports: number
  /** Verified contributions to rare classes. */
  rare: number
  /** The day of the last points, and the points of that day. */
  day: number
  pointsOfDay: number
  /** Days in a row with points, up to `day`, and the longest such row. */
  streak: number
  longestStreak: number
  /** The points of the month that `day` is in. */
  pointsOfMonth: number
}

/**
 * What an account has earned with a model.
 *
 * @throws WrongMechanismError, AccountMissingError, TrainerNotDeployedError
 *
 * @example
 * const { points, streak } = await getReputation(client, { model })
 */
export async function getReputation(
  client: CotrainClient,
  { model, account }: GetReputationParameters,
): Promise<GetReputationReturnType> {
  assertUnder(model, 'points')
  const args = [model.modelId, addressOf(senderOf(client, { account }))] as const
  return { ...(await readTrainer(client, { model, functionName: 'reputation', args })) }
}
