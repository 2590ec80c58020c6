import { type Address, isAddressEqual } from 'viem'
import type { MechanismName } from '../../kinds/abis.ts'
import { stakesOf } from '../../twin/types/Challenge.ts'
import type { TrainerEvent } from '../internal/getEvents.ts'
import { type ContributionRecord, contributionAt } from '../internal/history.ts'
import type { SyncedModel } from '../syncModel.ts'

/** What standings are read from. */
export type StandingHistory = Pick<SyncedModel, 'model' | 'events' | 'contributions'>

/** What became of something that an account has said. */
export type Outcome = {
  account: Address
  /** In its favour, against it, or `neither` where nothing was decided. */
  result: 'right' | 'wrong' | 'neither'
}

/** What a history tells of accounts, in the order in which it happened. */
export type Told = {
  outcomes: Outcome[]
  /** Wei that an account has gained, or lost. */
  money: { account: Address; wei: bigint }[]
  points: { account: Address; points: bigint }[]
  /** Who has said something, once for each thing; the outcome may be still to come. */
  said: Address[]
}

type Read = (told: Told, event: TrainerEvent, history: StandingHistory) => void

/** What the events of each mechanism tell. */
export const readers: Readonly<Record<MechanismName, () => Read>> = {
  deposits: () => readDeposits,
  points: () => readPoints,
  bonded: () => readBonded,
  market: marketReader,
}

const readDeposits: Read = ({ outcomes, money, said }, { eventName, args }, { contributions }) => {
  if (eventName === 'Contributed') said.push(args.contributor)
  if (eventName === 'Refunded') {
    const { contributor: account, amount, index } = args
    outcomes.push({ account, result: 'right' })
    money.push({ account, wei: amount - contributionAt(contributions, index)!.deposit })
  }
  if (eventName !== 'Taken') return
  const { taker, amount, remaining, index } = args
  money.push({ account: taker, wei: amount })
  if (remaining > 0n) return
  const { contributor: account, deposit } = contributionAt(contributions, index)!
  outcomes.push({ account, result: 'wrong' })
  money.push({ account, wei: -deposit })
}

const readPoints: Read = ({ outcomes, points, said }, { eventName, args }, { contributions }) => {
  if (eventName === 'Contributed') said.push(args.contributor)
  if (eventName === 'Reported') said.push(args.reporter)
  if (eventName === 'Verified') {
    const { contributor: account, index, points: earned } = args
    // what the model knew is verified as well, and is nobody's merit
    const isNew = contributionAt(contributions, index)!.surprising
    outcomes.push({ account, result: isNew ? 'right' : 'neither' })
    points.push({ account, points: earned })
  }
  if (eventName === 'ReportConfirmed') {
    const { reporter: account, points: earned } = args
    outcomes.push({ account, result: 'right' })
    points.push({ account, points: earned })
  }
  if (eventName === 'ReportDismissed') outcomes.push({ account: args.reporter, result: 'wrong' })
}

const readBonded: Read = ({ outcomes, money, said }, { eventName, args }, { contributions, model }) => {
  // the bond of a pool is of many: what is the trainer's is nobody's
  const isPool = (account: Address) => isAddressEqual(account, model.trainer)
  if (eventName === 'Contributed') said.push(args.contributor)
  if (eventName === 'Challenged' && !isPool(args.account)) said.push(args.account)
  if (eventName === 'Disputed') money.push({ account: args.account, wei: -args.fee })
  if (eventName === 'DuplicateFound' && args.amount > 0n) {
    money.push({ account: args.finder, wei: args.amount })
  }
  if (eventName !== 'Settled' && eventName !== 'Dropped') return
  const record = contributionAt(contributions, args.index)!
  const learned = eventName === 'Settled' ? args.label : undefined
  for (const [i, { account, label, stake }] of assertionsOf(record).entries()) {
    if (isPool(account)) continue
    const right = learned === label
    outcomes.push({ account, result: learned === undefined ? 'neither' : right ? 'right' : 'wrong' })
    money.push({ account, wei: (args.amounts[i] ?? 0n) - stake })
  }
  const repaid = args.amounts[assertionsOf(record).length]
  if (record.dispute && repaid) money.push({ account: record.dispute.account, wei: repaid })
}

/** Who has said what of a contribution's sample, and staked how much on it: its contributor first. */
function assertionsOf(record: ContributionRecord) {
  const { contributor, label, challenges = [] } = record
  const stakes = stakesOf(record, challenges)
  return [{ account: contributor, label }, ...challenges].map((each, i) => ({ ...each, stake: stakes[i]! }))
}

/** Of markets: bundles, by what they have paid. */
function marketReader(): Read {
  let [stake, fee] = [0n, 0n]
  /** Bundles that are not scored, lost or paid back. */
  const open = new Map<bigint, { account: Address; isRevealed: boolean; paid: bigint }>()
  return ({ outcomes, money, said }, { eventName, args }) => {
    switch (eventName) {
      case 'MarketOptionsSet':
        ;({ stake, fee } = args.options)
        return
      case 'BundleCommitted':
        open.set(args.bundle, { account: args.contributor, isRevealed: false, paid: stake + fee })
        said.push(args.contributor)
        return
      case 'BundleRevealed':
        open.get(args.bundle)!.isRevealed = true
        return
      case 'BundleSettled': {
        const { bundle, contributor: account, kept, amount } = args
        const pay = amount - stake
        outcomes.push({ account, result: !kept || pay === 0n ? 'neither' : pay > 0n ? 'right' : 'wrong' })
        money.push({ account, wei: amount - stake - fee })
        open.delete(bundle)
        return
      }
      case 'MarketSettled':
      case 'MarketDefaulted':
      case 'MarketCancelled': {
        const ended = [...open]
        open.clear()
        for (const [, { account, isRevealed, paid }] of ended) {
          const isLost = eventName !== 'MarketCancelled' && !isRevealed
          outcomes.push({ account, result: isLost ? 'wrong' : 'neither' })
          if (isLost) money.push({ account, wei: -paid })
          else if (eventName === 'MarketDefaulted') money.push({ account, wei: args.share })
        }
      }
    }
  }
}
