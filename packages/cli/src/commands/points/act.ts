import { formatModelId, type ListPointsReturnType } from '@cotrain/sdk'
import { type Connection, connectWithAccount } from '../../context.ts'
import { formatTime, plural } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { pointsOptions } from '../../program/points.ts'
import type { Invocation } from '../../run.ts'
import { endOfSeveral, oneOfSeveral } from '../../sending/dryRun.ts'
import { checkWhich } from '../../which.ts'

export type PointsOptions = OptionsOf<typeof pointsOptions>

export type PointsAction = 'verify' | 'report' | 'confirm'

type Row = ListPointsReturnType[number]
type PointsModel = Parameters<Connection['verifySync']>[0]['model']
/** What came of one contribution. */
type Done = { index: number; outcome: string; points: number; transaction: string }

const words: Record<PointsAction, { done: string; nothing: string }> = {
  verify: { done: 'verified', nothing: 'no contribution of yours to verify' },
  report: { done: 'reported', nothing: 'no contribution of others to report' },
  confirm: { done: 'settled', nothing: 'no report to confirm or dismiss' },
}

/** What `verify`, `report` and `confirm` share: one contribution by its index, or all that can be acted on now. */
export async function pointsCommand(
  action: PointsAction,
  { out, options }: Invocation<PointsOptions>,
): Promise<void> {
  checkWhich(options)
  const { client, account, sender } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'points')
  const rows = options.all ? await client.listPoints({ model }) : []
  const indices = options.index === undefined ? due(action, rows) : [BigInt(options.index)]
  const done: Done[] = []
  sender.several(indices.length)
  for (const index of indices) {
    const one = await oneOfSeveral(() => act(client, model, action, index))
    if (one !== undefined) done.push(one)
  }
  endOfSeveral()
  const total = done.reduce((sum, { points }) => sum + points, 0)
  const document = {
    model: formatModelId(model),
    account: account.address,
    contributions: done,
    points: total,
  }
  out.result(document, () => (done.length === 0 ? nothing(action, rows) : describe(action, done, total)))
}

/** What the account can act on now: its own contributions to verify, those of others to report, any report. */
function due(action: PointsAction, rows: readonly Row[]): bigint[] {
  return rows
    .filter(row => row.action === action && (action !== 'verify' || row.own))
    .map(({ index }) => index)
}

async function act(
  client: Connection,
  model: PointsModel,
  action: PointsAction,
  index: bigint,
): Promise<Done> {
  const about = { model, index }
  switch (action) {
    case 'verify': {
      const { points, transactionHash } = flat(await client.verifySync(about))
      return {
        index: Number(index),
        outcome: 'verified',
        points: Number(points),
        transaction: transactionHash,
      }
    }
    case 'report': {
      const { transactionHash } = flat(await client.reportContributionSync(about))
      return { index: Number(index), outcome: 'reported', points: 0, transaction: transactionHash }
    }
    case 'confirm': {
      const { outcome, points, transactionHash } = flat(await client.confirmReportSync(about))
      return { index: Number(index), outcome, points: Number(points), transaction: transactionHash }
    }
  }
}

/** The receipt's hash beside the event's values. */
function flat<values extends { receipt: { transactionHash: string } }>(values: values) {
  return { ...values, transactionHash: values.receipt.transactionHash }
}

function describe(action: PointsAction, done: readonly Done[], total: number): string {
  const lines = done.map(({ index, outcome, points }) => {
    const earned = points > 0 ? `, ${plural(points, 'point')}` : ''
    return `  contribution ${index}: ${outcome}${earned}`
  })
  const sum = total > 0 ? `: ${plural(total, 'point')} in all` : ''
  return [`${plural(done.length, 'contribution')} ${words[action].done}${sum}.`, ...lines].join('\n')
}

function nothing(action: PointsAction, rows: readonly Row[]): string {
  const waiting = rows.flatMap(({ own, availableAt }) =>
    availableAt !== undefined && own === (action === 'verify') ? [Number(availableAt)] : [],
  )
  const next = waiting.length === 0 ? '' : ` The next may open at ${formatTime(Math.min(...waiting))}.`
  return `There is ${words[action].nothing} now.${next}`
}
