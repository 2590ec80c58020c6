import type { IncentiveOptions } from '@cotrain/sdk'
import { formatDuration } from '../../ui/format.ts'

export interface Step {
  when: string
  what: string
}

/** What happens to a deposit and when, in plain words, by the model's claim times. `always`: it learns from every sample. */
export function depositSchedule(options: IncentiveOptions, always = false): Step[] {
  const { refundTime, ownerClaimTime, anyClaimTime } = options
  return [
    {
      when: 'Now',
      what: `The deposit leaves your account and the model learns from your sample${always ? '' : ', if it said something else'}.`,
    },
    {
      when: `After ${formatDuration(refundTime)}`,
      what: 'If the model agrees with you then, you get back what is left of it, and your contribution counts as verified.',
    },
    {
      when: 'As long as it disagrees',
      what: `From ${formatDuration(refundTime)} on, others with verified contributions can each take a share of your deposit.`,
    },
    {
      when: `After ${formatDuration(ownerClaimTime)}`,
      what: 'The owner of the model can take what nobody has claimed.',
    },
    { when: `After ${formatDuration(anyClaimTime)}`, what: 'Anyone can.' },
  ]
}
