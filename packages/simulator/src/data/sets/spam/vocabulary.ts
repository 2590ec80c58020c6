import { tokenize } from '@cotrain/sdk/encoders'
import { information } from '../information.ts'
import type { Mail } from './corpus.ts'

/** A word must have been written by so many senders. */
const minSenders = 8
/** A word of ham must have come from so many lists or senders outside lists. */
const minSources = 3
/** A word is the name of a person, list or server if it stands in the headers of so many mails … */
const minNamed = 3
/** … and of so large a share of the mails that have it in their text. "Free" stands in some senders' names too. */
const minNamedShare = 0.2
const maxLetters = 24

const calendar = new Set(
  `jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
  october november december mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday am pm
  gmt utc est edt cst cdt mst mdt pst pdt bst ist cet cest`.split(/\s+/),
)

type Count = { word: string; mails: [ham: number, spam: number]; senders: Set<string>; sources: Set<string> }

/**
 * The `size` words that say most about the class (mutual information of word and class, in the training mails), the
 * most frequent first, so that words that come together share storage slots. Left out is what belongs to this corpus and
 * not to spam: numbers, dates, names of people, lists and servers, words of few senders, single letters.
 */
export function chooseVocabulary(
  training: readonly Mail[],
  names: ReadonlySet<string>,
  size: number,
): string[] {
  const total = training.length
  const spam = training.filter(({ label }) => label === 1).length
  return countWords(training)
    .filter(count => isGeneral(count) && !names.has(count.word))
    .map(count => ({ ...count, information: information(count.mails, [total - spam, spam]) }))
    .sort((a, b) => b.information - a.information || compare(a.word, b.word))
    .slice(0, size)
    .sort((a, b) => b.mails[0] + b.mails[1] - a.mails[0] - a.mails[1] || compare(a.word, b.word))
    .map(({ word }) => word)
}

/** Names of people, lists and servers: words that stand in the headers of many of the mails that have them. */
export function namesInHeaders(mails: readonly Mail[]): Set<string> {
  const inHeaders = countMails(mails.map(({ names }) => names))
  const inTexts = countMails(mails.map(({ text }) => text))
  const isName = (word: string, count: number) =>
    count >= minNamed && count >= minNamedShare * (inTexts.get(word) ?? 0)
  return new Set([...inHeaders].filter(([word, count]) => isName(word, count)).map(([word]) => word))
}

/** In how many of the texts each word stands. */
function countMails(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const word of new Set(tokenize(text))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

function countWords(mails: readonly Mail[]): Count[] {
  const counts = new Map<string, Count>()
  for (const { text, label, sender, source } of mails) {
    for (const word of new Set(tokenize(text))) {
      const count = counts.get(word) ?? { word, mails: [0, 0], senders: new Set(), sources: new Set() }
      counts.set(word, count)
      count.mails[label]++
      count.senders.add(sender)
      count.sources.add(label === 1 ? 'spam' : source)
    }
  }
  return [...counts.values()]
}

function isGeneral({ word, mails, senders, sources }: Count): boolean {
  if (word.length < 2 || word.length > maxLetters || /\p{N}/u.test(word) || calendar.has(word)) return false
  return senders.size >= minSenders && (mails[1] >= minSources || sources.size >= minSources)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
