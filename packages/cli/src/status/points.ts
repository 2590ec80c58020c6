import type { ListPointsReturnType, Model } from '@cotrain/sdk'
import { formatCount, formatDuration, formatTime, plural, shortAddress } from '../format.ts'
import { columns } from '../output.ts'
import type { MechanismStatus, StatusOf } from './MechanismStatus.ts'

type PointsModel = Model<'points'>
type Row = ListPointsReturnType[number]

/** Under points: the account's reputation, and what it can verify, report or confirm. */
export async function pointsStatus({
  client,
  model,
  account,
  synced,
}: StatusOf<'points'>): Promise<MechanismStatus> {
  const [reputation, rows] = await Promise.all([
    client.getReputation({ model, account }),
    synced ? client.listPoints({ model, synced }) : [],
  ])
  const { verifyTime, confirmTime, contributionPoints, reportPoints, dailyCap } = model.incentiveOptions
  const { points, verified, reports, longestStreak } = reputation
  return {
    model: { verified: Number(model.incentive.totalVerified) },
    account: { reputation },
    document: { contributions: rows.map(describe) },
    rows: [
      [
        'points',
        `${contributionPoints} for a contribution that teaches something, ${reportPoints} for a report; at most ${formatCount(dailyCap)} a day`,
      ],
      [
        'times',
        `verify or report after ${formatDuration(verifyTime)}, confirm reports after ${formatDuration(confirmTime)}`,
      ],
      [
        'yours',
        `${plural(Number(points), 'point')}, ${formatCount(verified)} verified, ${formatCount(reports)} reports confirmed, longest row of days ${formatCount(longestStreak)}`,
      ],
    ],
    table: bold => table(rows, model, bold),
  }
}

function describe({ index, own, contribution, surprising, status, action, points, availableAt }: Row) {
  return {
    index: Number(index),
    own,
    contributor: contribution.contributor,
    label: contribution.label,
    surprising,
    status,
    action: action ?? null,
    points: Number(points),
    availableAt: availableAt === undefined ? null : Number(availableAt),
  }
}

/** The contributions of the account, and those of others with which it can do something. */
function table(rows: readonly Row[], model: PointsModel, bold: (text: string) => string): string {
  const shown = rows.filter(({ own, action }) => own || action !== undefined)
  if (shown.length === 0) return 'You have no contributions here, and there is nothing for you to do.'
  const header = ['#', 'BY', 'CLASS', 'NEW', 'STATE', 'POINTS', 'FROM'].map(bold)
  return columns([header, ...shown.map(row => cells(row, model))], [0, 5])
}

function cells(row: Row, model: PointsModel): string[] {
  const { index, own, contribution, surprising, status, action, points, availableAt, earned } = row
  return [
    String(index),
    own ? 'you' : shortAddress(contribution.contributor),
    model.metadata.classes[contribution.label] ?? String(contribution.label),
    surprising ? 'yes' : 'known',
    status,
    formatCount(Number(status === 'verified' ? earned : points)),
    action === undefined
      ? availableAt === undefined
        ? ''
        : formatTime(Number(availableAt))
      : `now: cotrain ${action}`,
  ]
}
