import { type AnySample, decodePage, type TrainerEvent } from '@cotrain/sdk'
import type { Hex } from 'viem'

/** A labelled sample that a model is tested on: as an encoder makes it, or packed as the chain has it. */
export interface TestSample {
  label: number
  sample: AnySample | Hex
}

/** Where a test set is from: the server of this page, a market of the model, or a file that was chosen here. */
export type TestSetKey = 'server' | 'file' | `market:${number}`

/** Labelled samples that a model's accuracy is measured on. */
export interface TestSet {
  key: TestSetKey
  /** What it is called where one is chosen. */
  title: string
  /** What it is, and how far it can be trusted, in a sentence. */
  note: string
  /** What its samples are called. */
  noun: string
  samples: readonly TestSample[]
}

/** The test set of a market, once all of its pages are published. */
export interface PublishedTestSet {
  /** Which market of the model it was, from 0 on. */
  market: number
  /** When its last page was published, in seconds since 1970, where the node has told. */
  time: number | undefined
  samples: readonly TestSample[]
}

/** By the event that published the last page, so that a set stays the same when more happens. */
const wholeSets = new WeakMap<TrainerEvent, PublishedTestSet>()

/** The test sets that a model's markets have published whole, the newest first. */
export function publishedTestSets(events: readonly TrainerEvent[]): PublishedTestSet[] {
  const sets: PublishedTestSet[] = []
  let market = -1
  let pages = 0
  let published: Hex[] = []
  for (const event of events) {
    const { eventName, args, time } = event
    if (eventName === 'MarketOpened') {
      market++
      pages = args.hashes.length
      published = []
    }
    if (eventName !== 'TestPublished') continue
    published.push(args.data)
    if (published.length < pages) continue
    const whole = wholeSets.get(event) ?? {
      market,
      time: time === undefined ? undefined : Number(time),
      samples: published.flatMap(data => decodePage(data)),
    }
    wholeSets.set(event, whole)
    sets.push(whole)
  }
  return sets.reverse()
}
