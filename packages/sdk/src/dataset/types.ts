import type { Address, Hash, Hex } from 'viem'
import type { ContributionRecord } from '../actions/internal/history.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'

/** What became of a contribution. */
export type DatasetStatus = ContributionRecord['status']

/** All of them, in the order in which people are told of them. */
export const datasetStatuses = [
  'open',
  'refunded',
  'taken',
  'verified',
  'learned',
  'undone',
  'settled',
  'disputed',
  'dropped',
] as const satisfies readonly DatasetStatus[]

/**
 * A change of a contribution's state, which is an entry of the log as well: under deposits who has taken a share and what
 * remained then (wei, in decimals), with bonds who asserted which label when (seconds since 1970).
 */
export type DatasetChange = { position: number; leaf: Hex } & (
  | { taker: Address; remaining: string }
  | { account: Address; label: number; time: number }
)

/** A contribution as a row of a data set. Plain JSON; all fields are always there. */
export type DatasetRow = {
  /** Its number in the model, which is the position of its first entry in the log. */
  index: number
  contributor: Address
  /** Seconds since 1970. */
  time: number
  /** The class that its contributor says it is of, by position and by name. */
  label: number
  class: string
  status: DatasetStatus
  /** The class that the model has learned of it, by position; null where it has not, or not yet. */
  learned: number | null
  /** Wei, in decimals. */
  deposit: string
  /** Under points: whether the model did not know it. */
  surprising: boolean
  /** Under points: what it has earned its contributor, in decimals. */
  points: string | null
  /** In a market: the number of its bundle. */
  bundle: number | null
  /** With bonds: the contribution that had its sample before, if somebody has shown that. */
  duplicateOf: number | null
  /** The bytes that the contract took. */
  sample: Hex
  /** Of a vocabulary: the words that are present; null where the sample does not tell them. */
  words: string[] | null
  /** Of a dense model: the numbers that the sample stands for, as exactly as it has them. */
  numbers: number[] | null
  /** The transaction that brought it, and its block. */
  transaction: Hash
  block: number
  /** What the log has of it as it was made. */
  leaf: Hex
  changes: DatasetChange[]
}

/** What a data set is of, as JSON: where it comes from, what is in it, and the record that it is checked against. */
export type DatasetCard = {
  format: typeof datasetFormat
  model: {
    /** As `deposits:0`. */
    id: string
    trainer: Address
    mechanism: MechanismName
    classifier: ClassifierName
    name: string
    description: string | null
    classes: string[]
    encoder: string
    /** An SPDX expression; null where the model states none. */
    license: string | null
  }
  /** The chain, and the block after which the data set is as it was. Seconds since 1970. */
  chain: { id: number; block: number; blockHash: Hash; time: number }
  /** The log: how many entries, the hash that is chained over them, and the root of each complete page of 64. */
  log: { entries: number; running: Hex; pages: Hex[] }
  samples: {
    kind: 'sparse' | 'dense'
    features: number
    /** What a sample tells beside its bytes: the words of a text, numbers, or nothing. */
    tells: 'words' | 'numbers' | 'indices'
    /** Of a dense model: what the numbers are called. */
    names: string[] | null
    /** Why samples could not be read, as when a vocabulary is missing. */
    problem: string | null
  }
  counts: DatasetCounts
}

export type DatasetCounts = {
  rows: number
  contributors: number
  /** When the first and the last contribution were made; null without any. Seconds since 1970. */
  first: number | null
  last: number | null
  /** By the class that the contributor said, in the order of the classes. */
  byClass: number[]
  byStatus: Partial<Record<DatasetStatus, number>>
  /** Those who contributed most, most first; at most 20. */
  most: { contributor: Address; rows: number }[]
}

/** The form of the files; another number when a reader of this one could not read them. */
export const datasetFormat = 'cotrain-dataset-v1'

/** A data set: its card, and its rows by number of the contribution, made while they are read. */
export type Dataset = { card: DatasetCard; rows(): Generator<DatasetRow> }
