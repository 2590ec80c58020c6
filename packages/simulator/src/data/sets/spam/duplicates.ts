import { hashToken, tokenize } from '@cotrain/sdk/encoders'

/** Mails that share this much of their runs of words are one mail sent twice. */
const sameMail = 0.7
const runLength = 5
/** Of long mails every fourth run is compared, chosen by its hash; of shorter ones all. */
const longMail = 60

/**
 * Of mails that are nearly the same (spam sent to many with another name in it, mails to two lists) only the first
 * stays, so that no held-out mail has a twin in training. Two mails are nearly the same if the runs of five words
 * that both have are 70 % of those that either has.
 */
export function withoutNearDuplicates<T extends { text: string }>(mails: readonly T[]): T[] {
  const kept: { mail: T; runs: Set<number> }[] = []
  const byRun = new Map<number, number[]>()
  for (const mail of mails) {
    const runs = runsOf(tokenize(mail.text))
    if (isDuplicate(runs)) continue
    for (const run of runs) byRun.set(run, [...(byRun.get(run) ?? []), kept.length])
    kept.push({ mail, runs })
  }
  return kept.map(({ mail }) => mail)

  function isDuplicate(runs: Set<number>): boolean {
    const shared = new Map<number, number>()
    for (const run of runs) {
      for (const other of byRun.get(run) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1)
    }
    return [...shared].some(([other, both]) => both / (runs.size + kept[other]!.runs.size - both) >= sameMail)
  }
}

function runsOf(words: readonly string[]): Set<number> {
  const runs = new Set<number>()
  const length = Math.min(runLength, words.length)
  for (let i = 0; i + length <= words.length; i++) {
    const hash = hashToken(words.slice(i, i + length).join(' '))
    if (words.length < longMail || hash % 4 === 0) runs.add(hash)
  }
  return runs
}
