import type { ListChallengesReturnType, Model } from '@cotrain/sdk'
import { sayArbiter } from '../arbiter.ts'
import { formatAmount, formatDuration, formatTime, shortAddress } from '../format.ts'
import { columns } from '../output.ts'
import type { MechanismStatus, StatusOf } from './MechanismStatus.ts'

type Row = ListChallengesReturnType[number]

/** With bonds: what is asserted of each open contribution, until when, and at which bond it can be challenged. */
export async function bondedStatus({
  client,
  model,
  account,
  synced,
}: StatusOf<'bonded'>): Promise<MechanismStatus> {
  const rows = synced ? await client.listChallenges({ model, account, synced }) : []
  const { challengeTime, deposit, maxChallenges, surpriseFactor } = model.incentiveOptions
  return {
    model: { arbiter: model.arbiter ?? null },
    account: { staked: rows.filter(isOpen).reduce((sum, { staked }) => sum + staked, 0n) },
    document: { contributions: rows.map(describe) },
    rows: [
      ['deposit', `${formatAmount(deposit)}, ${surpriseFactor} times that if the model disagrees`],
      ['final', `${formatDuration(challengeTime)} after the last challenge, of ${maxChallenges} at most`],
      ['arbiter', sayArbiter(model) ?? ''],
    ],
    table: bold => table(rows, model, bold),
  }
}

const isOpen = ({ status }: Row) => status !== 'settled' && status !== 'dropped'

function describe(row: Row) {
  const { contribution, ruling } = row
  const { dispute } = contribution
  return {
    index: Number(row.index),
    contributor: contribution.contributor,
    status: row.status,
    label: row.label,
    predicted: row.predicted ?? null,
    challenges: contribution.challenges?.length ?? 0,
    finalAt: Number(row.finalAt),
    bond: row.bond ?? null,
    pools: row.pools.map(({ label, bond, pledged, mine }) => ({ label, bond, pledged, mine })),
    withdrawable: row.withdrawable,
    dispute: dispute ? { disputeId: dispute.disputeId, fee: dispute.fee } : null,
    ruling: ruling ? { label: ruling.label ?? null } : null,
    duplicateOf: contribution.duplicateOf === undefined ? null : Number(contribution.duplicateOf),
    staked: row.staked,
    payout: row.payout,
  }
}

/** What is not closed yet. */
function table(rows: readonly Row[], model: Model<'bonded'>, bold: (text: string) => string): string {
  const shown = rows.filter(isOpen)
  if (shown.length === 0) return 'Nothing is open.'
  const header = ['#', 'BY', 'CLASS', 'MODEL SAYS', 'STATE', 'UNTIL', 'BOND', 'YOUR STAKE'].map(bold)
  const className = (label: number | undefined) =>
    label === undefined ? '' : (model.metadata.classes[label] ?? String(label))
  const cells = ({ index, contribution, status, label, predicted, finalAt, bond, staked }: Row) => [
    String(index),
    shortAddress(contribution.contributor),
    className(label),
    className(predicted),
    status,
    formatTime(Number(finalAt)),
    bond === undefined ? '' : formatAmount(bond),
    staked === 0n ? '' : formatAmount(staked),
  ]
  return columns([header, ...shown.map(cells)], [0, 6, 7])
}
