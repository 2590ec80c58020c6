import type { Reward } from '@cotrain/sdk'
import type { PhaseName } from './phases.ts'

/** How a bundle stands, in a word or two, and in a sentence. */
export interface BundleWords {
  label: string
  color: string
  text: string
}

/** How a bundle stands. `phase` is that of its market. */
export function wordsOf(phase: PhaseName, reward: Reward): BundleWords {
  const { record, status } = reward
  if (record.score) return scoreWords(reward)
  if (status === 'lost') return notRevealed
  if (record.salt === undefined) return hiddenWords(phase, reward)
  return revealedWords(phase, reward)
}

function hiddenWords(phase: PhaseName, { own }: Reward): BundleWords {
  if (phase === 'revealing') {
    return own
      ? { label: 'Reveal it', color: 'orange', text: 'Reveal it in time, or its stake and fee are lost.' }
      : { label: 'Committed', color: 'gray', text: 'It is not revealed yet.' }
  }
  if (phase === 'committing') {
    return { label: 'Committed', color: 'yellow', text: 'Nobody sees what is in it until it is revealed.' }
  }
  if (phase === 'cancelled') {
    return {
      label: 'Hidden',
      color: 'gray',
      text: 'Nobody has seen what is in it. Its stake and fee come back.',
    }
  }
  return notRevealed
}

const notRevealed: BundleWords = {
  label: 'Not revealed',
  color: 'red',
  text: 'It was not revealed in time: its stake and fee are lost.',
}

function revealedWords(phase: PhaseName, { record: { position } }: Reward): BundleWords {
  if (phase === 'defaulted') {
    return {
      label: 'Not tried',
      color: 'gray',
      text: 'The test set was not published: its stake and fee come back, with a share of the bounty.',
    }
  }
  const text =
    position === undefined
      ? 'It is tried when the market is settled.'
      : `It is number ${position + 1} in the drawn order.`
  return { label: phase === 'settling' ? 'Waiting' : 'Revealed', color: 'yellow', text }
}

function scoreWords({ record: { score, pay = 0n } }: Reward): BundleWords {
  if (!score?.kept) {
    return {
      label: 'Undone',
      color: 'gray',
      text: 'The model did worse with it on the half that decides, so that it was undone. The stake comes back.',
    }
  }
  if (pay > 0n)
    return { label: 'Better', color: 'green', text: 'The model does better with it, and kept it.' }
  if (pay === 0n)
    return { label: 'No better', color: 'gray', text: 'The model kept it, and is no better for it.' }
  return {
    label: 'Worse',
    color: 'red',
    text: 'The model kept it, and does worse with it on the half that pays: that costs a part of the stake.',
  }
}
