import type { Address, Hash, Hex } from 'viem'
import type { Model } from '../actions/getModel.ts'
import type { ContributionRecord } from '../actions/internal/history.ts'
import { formatModelId } from '../kinds/formatModelId.ts'
import { type DatasetCard, type DatasetCounts, type DatasetStatus, datasetFormat } from './types.ts'

/** How many of those who contributed most a card names. */
const shown = 20

export type CardSource = {
  model: Model
  /** The names of the classes at the block. */
  classes: readonly string[]
  chainId: number
  block: { number: bigint; hash: Hash; timestamp: bigint }
  log: { entries: bigint; running: Hex; pages: Hex[] }
  samples: DatasetCard['samples']
  counts: DatasetCounts
}

export function cardOf({ model, classes, chainId, block, log, samples, counts }: CardSource): DatasetCard {
  const { trainer, mechanism, classifier, metadata } = model
  const { name, description, encoder, license } = metadata
  return {
    format: datasetFormat,
    model: {
      id: formatModelId(model),
      trainer,
      mechanism,
      classifier,
      name,
      description: description ?? null,
      classes: [...classes],
      encoder,
      license: license ?? null,
    },
    chain: {
      id: chainId,
      block: Number(block.number),
      blockHash: block.hash,
      time: Number(block.timestamp),
    },
    log: { ...log, entries: Number(log.entries) },
    samples,
    counts,
  }
}

/** What is counted of a row. */
type Counted = Pick<ContributionRecord, 'contributor' | 'time' | 'label' | 'status'>

/** Counts rows one by one. */
export function createCounter(classCount: number) {
  const byClass = new Array<number>(classCount).fill(0)
  const byStatus: Partial<Record<DatasetStatus, number>> = {}
  const byContributor = new Map<Address, number>()
  let rows = 0
  let first: number | null = null
  let last: number | null = null
  return {
    add({ contributor, time, label, status }: Counted): void {
      rows++
      if (label < classCount) byClass[label]!++
      byStatus[status] = (byStatus[status] ?? 0) + 1
      byContributor.set(contributor, (byContributor.get(contributor) ?? 0) + 1)
      first = first === null || time < first ? time : first
      last = last === null || time > last ? time : last
    },
    counts(): DatasetCounts {
      const most = [...byContributor]
        .map(([contributor, count]) => ({ contributor, rows: count }))
        .sort((a, b) => b.rows - a.rows || (a.contributor < b.contributor ? -1 : 1))
        .slice(0, shown)
      return { rows, contributors: byContributor.size, first, last, byClass, byStatus, most }
    },
  }
}
