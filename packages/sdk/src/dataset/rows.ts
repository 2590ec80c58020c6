import type { Hash } from 'viem'
import type { TrainerEvent } from '../actions/internal/getEvents.ts'
import type { ContributionRecord } from '../actions/internal/history.ts'
import type { MechanismName } from '../kinds/abis.ts'
import { entriesOf } from './entries.ts'
import type { sampleReader } from './samples.ts'
import type { DatasetChange, DatasetRow } from './types.ts'

/** What rows are made of. */
export type RowSource = {
  mechanism: MechanismName
  classes: readonly string[]
  /** All events up to the same block. */
  events: readonly TrainerEvent[]
  read: ReturnType<typeof sampleReader>
}

/** Makes rows of contributions, which are among those that the events tell of. */
export function createRowMaker(source: RowSource): (record: ContributionRecord) => DatasetRow {
  const origins = originsOf(source.events)
  return record => rowOf(source, record, origins.get(record.index))
}

/** Where a contribution comes from, and at which positions its changes stand. */
type Origin = { transaction: Hash; block: bigint; positions: number[] }

function originsOf(events: readonly TrainerEvent[]): Map<bigint, Origin> {
  const origins = new Map<bigint, Origin>()
  for (const { eventName, args, transactionHash: transaction, blockNumber: block } of events) {
    if (eventName === 'Contributed') origins.set(args.index, { transaction, block, positions: [] })
    if (eventName === 'Changed') origins.get(args.index)?.positions.push(Number(args.position))
  }
  return origins
}

function rowOf(
  { mechanism, classes, read }: RowSource,
  record: ContributionRecord,
  origin: Origin | undefined,
): DatasetRow {
  if (!origin) throw new RangeError(`the event of contribution ${record.index} is missing`)
  const { contributor, label, time, status, surprising, sample, points, bundle, duplicateOf } = record
  const row: DatasetRow = {
    index: Number(record.index),
    contributor,
    time,
    label,
    class: classes[label] ?? `class ${label}`,
    status,
    learned: learnedOf(mechanism, record),
    deposit: String(record.deposit),
    surprising,
    points: points === undefined ? null : String(points),
    bundle: bundle === undefined ? null : Number(bundle),
    duplicateOf: duplicateOf === undefined ? null : Number(duplicateOf),
    sample,
    ...read(sample),
    transaction: origin.transaction,
    block: Number(origin.block),
    leaf: '0x',
    changes: changesOf(record, origin.positions),
  }
  const [own, ...changed] = entriesOf(row)
  row.leaf = own!.leaf
  for (const [i, { leaf }] of changed.entries()) row.changes[i]!.leaf = leaf
  return row
}

/** The class that the model has learned: at once, or once a label is final or a bundle kept. */
function learnedOf(mechanism: MechanismName, { label, status, learned }: ContributionRecord): number | null {
  if (mechanism === 'bonded') return learned ?? null
  if (mechanism === 'market') return status === 'learned' ? label : null
  return label
}

/** What was taken and asserted. The take that leaves nothing is no entry of the log. */
function changesOf(record: ContributionRecord, positions: readonly number[]): DatasetChange[] {
  const { challenges = [], takers } = record
  let { deposit: remaining } = record
  return positions.map((position, i) => {
    const challenge = challenges[i]
    if (challenge) return { position, leaf: '0x', ...challenge }
    remaining -= record.payouts[i]!.amount
    return { position, leaf: '0x', taker: takers[i]!, remaining: String(remaining) }
  })
}
