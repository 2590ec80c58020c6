import type { Claim } from '@cotrain/sdk'
import { formatDuration } from '../../ui/format.ts'

export type ClaimStatus = Claim['status']

/** What the badges say. */
export const statusWords: Record<ClaimStatus, { label: string; color: string }> = {
  waiting: { label: 'Waiting', color: 'yellow' },
  refundable: { label: 'Refundable', color: 'green' },
  disputed: { label: 'Disputed', color: 'red' },
  takeable: { label: 'Can be taken', color: 'petrol' },
  locked: { label: 'Not for you', color: 'gray' },
  refunded: { label: 'Refunded', color: 'gray' },
  taken: { label: 'Taken', color: 'gray' },
}

/** The state of a contribution in a sentence for its contributor. */
export function explainOwn({ status, agrees, opensAt, received }: Claim, now: number): string {
  const wait = formatDuration(Number(opensAt) - now)
  switch (status) {
    case 'waiting':
      return agrees
        ? `The model agrees with you so far. You can ask for your deposit in ${wait}.`
        : `The model disagrees so far. Your deposit is safe for another ${wait}.`
    case 'refundable':
      return 'The model agrees with you: what is left of your deposit is yours.'
    case 'disputed':
    case 'locked':
      return 'The model disagrees with you: others can take shares of your deposit. You can get it back as soon as the model agrees.'
    case 'takeable':
      return 'So much time has passed that anyone may take what is left; you too.'
    case 'refunded':
      return 'Paid back and verified: you can now take shares of deposits that the model disagrees with.'
    case 'taken':
      return received > 0n
        ? 'It was too late for a refund; you took what was left.'
        : 'Others have taken the whole deposit.'
  }
}

/** Somebody else's contribution in a sentence for one who can take from it. */
export function explainOthers({ agrees, amount, contribution }: Claim): string {
  if (agrees)
    return 'It has lain unclaimed for so long that it can be taken, although the model agrees with it.'
  return amount < contribution.remaining
    ? 'The model disagrees with it. Your share is your part of all verified contributions.'
    : 'The model disagrees with it. All that is left can be yours.'
}
