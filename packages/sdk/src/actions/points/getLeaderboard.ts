import type { Address } from 'viem'
import type { Trainer } from '../../kinds/abis.ts'
import { formatModelId } from '../../kinds/formatModelId.ts'
import type { ModelAddress } from '../../kinds/modelId.ts'
import { trainerOf } from '../../kinds/trainers.ts'
import { assertUnder } from '../../kinds/under.ts'
import type { CotrainClient } from '../internal/client.ts'
import { countModels } from '../internal/countModels.ts'
import { readTrainer } from '../internal/readTrainer.ts'
import { blockSince } from '../internal/sync/blockSince.ts'
import { readEvents } from '../internal/sync/readEvents.ts'
import { withTrainerErrors } from '../internal/trainerErrors.ts'

export type GetLeaderboardParameters = {
  /** Points with this model only. @default all models under points */
  model?: ModelAddress<'points'> | undefined
  /** Points with these models only. */
  models?: readonly ModelAddress<'points'>[] | undefined
}

/** A line of the leaderboard. */
export type LeaderboardEntry = {
  /** 1 for the most points; accounts with equally many share a rank. */
  rank: number
  account: Address
  points: bigint
  /** Verified contributions that taught a model something. */
  verified: bigint
  /** Confirmed reports. */
  reports: bigint
  /** Models that the points are from. */
  models: number
}
export type GetLeaderboardReturnType = LeaderboardEntry[]

/**
 * Who has how many points, from the events of one model, of several, or of all on the chain. Accounts without points
 * are not listed.
 *
 * @throws WrongMechanismError, NodeUnreachableError
 *
 * @example
 * for (const { rank, account, points } of await getLeaderboard(client)) console.log(rank, account, points)
 */
export async function getLeaderboard(
  client: CotrainClient,
  { model, models = model && [model] }: GetLeaderboardParameters = {},
): Promise<GetLeaderboardReturnType> {
  const standings = new Map<string, Standing>()
  for (const source of models ? models.map(sourceOf) : await everything(client)) {
    await addStandings(client, source, standings)
  }
  const entries = new Map<Address, Omit<LeaderboardEntry, 'rank'>>()
  for (const { account, points, verified, reports } of standings.values()) {
    if (points === 0n) continue
    const sum = entries.get(account) ?? { account, points: 0n, verified: 0n, reports: 0n, models: 0 }
    entries.set(account, {
      account,
      points: sum.points + points,
      verified: sum.verified + verified,
      reports: sum.reports + reports,
      models: sum.models + 1,
    })
  }
  return ranked([...entries.values()])
}

/** What an account has with a model. */
type Standing = { account: Address; points: bigint; verified: bigint; reports: bigint }

/** The models of a trainer, or one of them. */
type Source = { trainer: Trainer<'points'>; modelId: bigint | undefined }

function sourceOf(model: ModelAddress<'points'>): Source {
  assertUnder(model, 'points')
  return { trainer: model, modelId: model.modelId }
}

/** The trainer, if it has any models. */
async function everything(client: CotrainClient): Promise<Source[]> {
  const trainer = trainerOf('points')
  const count = await countModels(client, trainer)
  return count === 0n ? [] : [{ trainer, modelId: undefined }]
}

/** Every event tells all that the account has by then, so the last one counts. */
async function addStandings(
  client: CotrainClient,
  { trainer, modelId }: Source,
  standings: Map<string, Standing>,
): Promise<void> {
  const first = { model: trainer, functionName: 'model', args: [modelId ?? 0n] } as const
  const { createdAt } = await readTrainer(client, first)
  const events = await withTrainerErrors(client, trainer.trainer, async () => {
    const fromBlock = await blockSince(client, createdAt)
    const eventNames = ['Verified', 'ReportConfirmed'] as const
    return readEvents(client, { trainer, modelId, eventNames, fromBlock })
  })
  for (const { eventName, args } of events) {
    if (eventName !== 'Verified' && eventName !== 'ReportConfirmed') continue
    const account = eventName === 'Verified' ? args.contributor : args.reporter
    const key = `${formatModelId({ ...trainer, modelId: args.modelId })} ${account}`
    const before = standings.get(key) ?? { account, points: 0n, verified: 0n, reports: 0n }
    const counted = eventName === 'Verified' ? { verified: args.verified } : { reports: args.reports }
    standings.set(key, { ...before, ...counted, points: args.total })
  }
}

function ranked(entries: readonly Omit<LeaderboardEntry, 'rank'>[]): LeaderboardEntry[] {
  const sorted = [...entries].sort((a, b) => (a.points === b.points ? 0 : a.points > b.points ? -1 : 1))
  let rank = 0
  return sorted.map((entry, i) => {
    if (i === 0 || entry.points !== sorted[i - 1]!.points) rank = i + 1
    return { rank, ...entry }
  })
}
