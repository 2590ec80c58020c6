import type { BondedOptions, DepositOptions, MarketOptions, PointsOptions } from '@cotrain/sdk'
import { zeroAddress } from 'viem'
import { formatDuration } from '../../ui/format.ts'
import { formatPoints } from '../points/words.ts'

export interface Step {
  when: string
  what: string
}

/** What happens to a deposit and when, in plain words, by the model's claim times. `always`: it learns from every sample. */
export function depositSchedule(options: DepositOptions, always = false): Step[] {
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

/** How a contribution comes to its points, in plain words. */
export function pointsSchedule(options: PointsOptions, always = false): Step[] {
  const { verifyTime, confirmTime, contributionPoints, reportPoints, dailyCap } = options
  const worth = reportPoints > 0 ? `brings its author ${formatPoints(reportPoints)}` : 'counts'
  return [
    {
      when: 'Now',
      what: `The model learns from your sample${always ? '' : ', if it said something else'}. If it did not know it, it can earn points.`,
    },
    {
      when: `After ${formatDuration(verifyTime)}`,
      what: `If the model agrees with you then, your lesson can be verified: ${formatPoints(contributionPoints)} for what was new, none for what it knew. You can earn ${dailyCap.toLocaleString('en')} a day.`,
    },
    {
      when: 'As long as it disagrees',
      what: `Others can report your lesson as bad. If the model still disagrees after another ${formatDuration(confirmTime)}, the report ${worth}. You can be verified all the same whenever the model agrees.`,
    },
  ]
}

/** What happens to a deposit that can be challenged, in plain words. */
export function bondedSchedule(options: BondedOptions): Step[] {
  const { arbiter, challengeTime, maxChallenges, rulingTime } = options
  const unheard =
    'It is dropped: the model does not learn it, you and the first who challenged you lose a deposit each, and everything else is paid back.'
  return [
    { when: 'Now', what: 'The deposit leaves your account. The model does not learn yet.' },
    {
      when: `For ${formatDuration(challengeTime)}`,
      what: 'Anybody can challenge your label with a bond of twice your deposit, right or wrong as it is. Then the clock starts again, and the next bond is twice that one: whoever does not answer loses to the other.',
    },
    {
      when: `After ${maxChallenges} challenges`,
      what:
        arbiter === zeroAddress
          ? unheard
          : `Anybody can call the arbiter, who has ${formatDuration(rulingTime)} to say what it is. If nobody does, or it does not: ${unheard.charAt(0).toLowerCase()}${unheard.slice(1)}`,
    },
    {
      when: 'When the clock has run out',
      what: 'The last label is final, whether it is true or not. The model learns it; those who said so get back what they staked, with a share of what was staked on other labels.',
    },
  ]
}

/** What happens to a bundle and when, in plain words. */
export function bundleSchedule({ revealTime, testTime }: MarketOptions): Step[] {
  return [
    {
      when: 'Now',
      what: 'Stake and fee leave your account. Only a hash of the bundle goes to the chain: nobody sees what is in it.',
    },
    {
      when: 'When no more bundles are taken',
      what: `You have ${formatDuration(revealTime)} to reveal your bundle. If you do not, stake and fee are lost.`,
    },
    {
      when: 'Then',
      what: `The sponsor has ${formatDuration(testTime)} to publish the test set. If that does not happen, you get back what you paid, with a share of the bounty.`,
    },
    {
      when: 'In the settlement',
      what: 'The bundles are tried one after the other, in an order that nobody can know now. What makes the model better on the test set earns a part of the bounty; what makes it too much worse is undone, and the stake comes back.',
    },
    {
      when: 'At the end',
      what: 'You claim your stake and what the bundle earned, or your stake less what it cost: it can cost the whole stake, but no more. The fee is for whoever had it scored.',
    },
  ]
}
