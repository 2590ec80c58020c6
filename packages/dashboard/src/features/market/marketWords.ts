import type { Reward } from '@cotrain/sdk'
import { type Address, isAddressEqual } from 'viem'
import { formatAmount, formatDate, formatDuration } from '../../ui/format.ts'
import { partsOfDefault } from './money.ts'
import type { Market, PhaseName } from './phases.ts'

/** What the reader is to a market; `nobody` has chosen no account. */
export type Role = 'sponsor' | 'contributor' | 'stranger' | 'nobody'

/** Who reads of a market, and when. */
export interface Reader {
  role: Role
  /** The bundles of the reader in this market. */
  own: readonly Reward[]
  /** Seconds since 1970. */
  now: number
  /** The chain's currency. */
  symbol: string
}

/** A market in words for one reader. */
export interface MarketWords {
  title: string
  /** What the market is doing. */
  text: string
  /** What that is to the reader, and what the reader can do. */
  yours: string
  /** Who is paid what if nobody does anything any more. */
  otherwise: string
}

/** The reader's part in a market: before the first and between two, the owner of the model is to be the sponsor. */
export function roleIn(
  { sponsor, phaseName }: Market,
  owner: Address,
  own: readonly Reward[],
  account: Address | undefined,
): Role {
  if (!account) return 'nobody'
  if (isAddressEqual(account, phaseName === 'none' ? owner : sponsor)) return 'sponsor'
  return own.length > 0 ? 'contributor' : 'stranger'
}

/** What there is to say of a market to a reader. */
export function marketWords(market: Market, reader: Reader): MarketWords {
  return wordsIn[market.phaseName](market, {
    ...reader,
    money: wei => `${formatAmount(wei)} ${reader.symbol}`,
    until: time => `${formatDate(Number(time))} (in ${formatDuration(Number(time) - reader.now)})`,
  })
}

interface Teller extends Reader {
  money: (wei: bigint) => string
  until: (time: bigint) => string
}

type Words = (market: Market, teller: Teller) => MarketWords

const wordsIn: Record<PhaseName, Words> = {
  none: (_, { role }) => ({
    title: 'The owner opens a market',
    text: 'The owner puts up a bounty for a hidden test set: a list of samples with their labels. Only salted hashes of its pages go to the chain now, so that nobody can see or change it.',
    yours:
      role === 'sponsor'
        ? 'You are the owner: choose the test samples and the bounty.'
        : 'There is nothing for you to do before that.',
    otherwise: 'Nothing is at stake yet.',
  }),
  committing: (market, teller) => ({
    title: 'Commit a bundle',
    text: `Collect ${market.options.minSamples} to ${market.options.maxSamples} samples that the model should learn, and commit them for ${teller.money(market.price)}: a stake of ${teller.money(market.options.stake)}, and a fee of ${teller.money(market.options.fee)} for whoever has the bundle scored. Nobody sees them until they are revealed. What makes the model better on the hidden test set is paid out of the bounty of ${teller.money(market.bounty)}. ${areCommitted(market.bundles)} so far; more are taken until ${teller.until(market.commitUntil)}.`,
    yours: committingYours(market, teller),
    otherwise:
      market.bundles === 0n
        ? `If nobody commits a bundle, the bounty of ${teller.money(market.bounty)} goes back to the sponsor.`
        : hiddenOnly(market, teller),
  }),
  revealing: (market, teller) => ({
    title: 'Reveal the bundles',
    text: `No more bundles are taken. Those that are committed must be revealed until ${teller.until(market.revealUntil)}; ${market.revealed} of ${market.bundles} are.`,
    yours: revealingYours(market, teller),
    otherwise:
      market.revealed === 0n
        ? hiddenOnly(market, teller)
        : `${ifHidden(market, teller)}the ${countOf(market.revealed, 'bundle')} that ${isOrAre(market.revealed)} revealed will be tried, once the sponsor has published the test set.`,
  }),
  testing: (market, teller) => ({
    title: 'The sponsor publishes the test set',
    text: `The sponsor has until ${teller.until(market.testUntil)} to publish the test set: ${market.published} of ${countOf(market.pages, 'page')} ${isOrAre(market.published)} published.`,
    yours: testingYours(market, teller),
    otherwise: `If it is not published in time, ${defaultWords(market, teller)}`,
  }),
  overdue: (market, teller) => ({
    title: 'Close the market',
    text:
      market.bundles === 0n
        ? 'Nobody has committed a bundle.'
        : market.revealed === 0n
          ? `None of the ${countOf(market.bundles, 'bundle')} was revealed in time.`
          : 'The test set was not published in time: the bundles cannot be tried.',
    yours:
      teller.role === 'nobody'
        ? 'Anybody can close it, with an account that can pay the gas.'
        : 'You can close it, as anybody can: it costs gas only.',
    otherwise: `Nothing moves before somebody closes the market. Then ${
      market.revealed === 0n
        ? `the bounty of ${teller.money(market.bounty)} goes back to the sponsor${lostWords(market, teller)}.`
        : defaultWords(market, teller)
    }`,
  }),
  settling: (market, teller) => ({
    title: 'Settle the market',
    text: `One bundle after the other is tried on the test set, in an order by lot; ${market.settled} of ${market.revealed} are scored. Anybody can do the next step: it costs gas, and is paid with the bundle’s fee of ${teller.money(market.options.fee)}.`,
    yours: settlingYours(teller),
    otherwise: `What is not scored is not paid: there is no deadline, and ${teller.money(market.pot)} are left in the pot. What is left of them with the last score goes to the sponsor.`,
  }),
  settled: (market, teller) => ({
    title: 'The market is settled',
    text:
      market.revealed > 0n
        ? 'Every bundle is scored, and what nobody has earned of the bounty went back to the sponsor.'
        : `${market.bundles === 0n ? 'Nobody has committed a bundle' : 'No bundle was revealed'}: nothing was tried, and the bounty went back to the sponsor.`,
    yours: endedYours(market, teller),
    otherwise: afterwards(market),
  }),
  defaulted: (market, teller) => ({
    title: 'The sponsor did not publish the test set',
    text: `The bundles could not be tried. Each that was revealed has its stake and fee back, and ${teller.money(market.share)} of the bounty; the rest of the bounty was burnt.`,
    yours: endedYours(market, teller),
    otherwise: afterwards(market),
  }),
  cancelled: (market, teller) => ({
    title: 'The sponsor cancelled the market',
    text: `The bounty of ${teller.money(market.bounty)} went back before anything was revealed, and all stakes and fees come back.`,
    yours: endedYours(market, teller),
    otherwise: afterwards(market),
  }),
}

function committingYours(market: Market, { role, own, until, money }: Teller): string {
  if (role === 'nobody') return 'Choose an account at the top of the page to commit a bundle.'
  const asSponsor =
    role === 'sponsor'
      ? `You are the sponsor. Keep the test set: you publish it between ${formatDate(Number(market.revealUntil))} and ${formatDate(Number(market.testUntil))}. Until ${until(market.commitUntil)} you can cancel: the bounty comes back to you, and all stakes and fees to the contributors.`
      : ''
  if (own.length === 0) return asSponsor || 'You have committed none.'
  const paid = own.reduce((sum, { record }) => sum + record.price, 0n)
  return `${asSponsor && `${asSponsor} `}You have committed ${countOf(own.length, 'bundle')} for ${money(paid)}. Come back to reveal ${itOrThem(own.length)} between ${formatDate(Number(market.commitUntil))} and ${formatDate(Number(market.revealUntil))}: what is not revealed is lost.`
}

function revealingYours(market: Market, { role, own, money }: Teller): string {
  if (role === 'nobody') return 'Choose the account that has committed a bundle at the top of the page.'
  const hidden = own.filter(({ record }) => record.salt === undefined)
  if (hidden.length > 0) {
    const paid = hidden.reduce((sum, { record }) => sum + record.price, 0n)
    return `${countOf(hidden.length, 'bundle')} of yours ${isOrAre(hidden.length)} to be revealed, or ${money(paid)} are lost.`
  }
  if (own.length > 0) return 'All of your bundles are revealed: there is nothing for you to do now.'
  return role === 'sponsor'
    ? `You are the sponsor: you publish the test set between ${formatDate(Number(market.revealUntil))} and ${formatDate(Number(market.testUntil))}.`
    : 'This account has no bundle to reveal.'
}

function testingYours(market: Market, { role, own, money }: Teller): string {
  if (role === 'sponsor') {
    const { share } = partsOfDefault(market)
    return `You are the sponsor: publish it now. If you do not, you lose the bounty: ${money(share * market.revealed)} to the contributors, the rest to nobody.`
  }
  const revealed = own.filter(({ record }) => record.salt !== undefined).length
  return revealed > 0
    ? `${countOf(revealed, 'bundle')} of yours ${revealed === 1 ? 'waits' : 'wait'} for it: there is nothing for you to do now.`
    : 'There is nothing for you to do now.'
}

function settlingYours({ role, own, money }: Teller): string {
  const scored = own.filter(({ record }) => record.score)
  const waiting = own.filter(({ record }) => record.salt !== undefined && !record.score)
  const due = own.filter(({ status }) => status === 'claimable')
  if (scored.length + waiting.length > 0) {
    const total = due.reduce((sum, { amount = 0n }) => sum + amount, 0n)
    const can = due.length > 0 ? `; you can claim ${money(total)} already` : ''
    return `${scoredWords(scored.length, scored.length + waiting.length)}${can}.`
  }
  if (role === 'nobody') return 'Choose an account at the top of the page to do a step.'
  return role === 'sponsor'
    ? 'You are the sponsor: what is left of the bounty comes to you with the last score.'
    : 'You can do the steps, and get the fees.'
}

function scoredWords(scored: number, all: number): string {
  if (all === 1) return scored === 1 ? 'Your bundle is scored' : 'Your bundle is not scored yet'
  return `${scored} of your ${all} bundles ${isOrAre(scored)} scored`
}

function endedYours(market: Market, { role, own, money }: Teller): string {
  if (role === 'nobody') return 'Choose the account that has committed a bundle to claim what it came to.'
  const sum = (status: Reward['status']) =>
    own.reduce((total, each) => total + (each.status === status ? (each.amount ?? 0n) : 0n), 0n)
  const [due, paid] = [sum('claimable'), sum('claimed')]
  if (due > 0n) return `You can claim ${money(due)}${paid > 0n ? `; ${money(paid)} were paid to you` : ''}.`
  if (paid > 0n) return `You were paid ${money(paid)}.`
  if (own.length > 0) return 'Your bundles came to nothing.'
  if (role !== 'sponsor') return 'You had no bundle in it.'
  return market.unpaid > 0n
    ? 'You are the sponsor: when all bundles are paid, the owner of the model can open another market.'
    : 'You are the sponsor: everybody is paid.'
}

/** What happens when nobody reveals anything, or nobody does any more. */
const hiddenOnly = (market: Market, { money }: Teller) =>
  `If nobody reveals a bundle, ${money(partsOfDefault(market).lost)} of stakes and fees are burnt, and the bounty of ${money(market.bounty)} goes back to the sponsor.`

const ifHidden = (market: Market, { money }: Teller) => {
  const { lost, hidden } = partsOfDefault(market)
  return hidden === 0n
    ? 'All are revealed: '
    : `If nobody reveals another one, ${money(lost)} of stakes and fees are burnt, and `
}

const lostWords = (market: Market, { money }: Teller) => {
  const { lost } = partsOfDefault(market)
  return lost === 0n ? '' : `, and ${money(lost)} of stakes and fees are burnt`
}

/** Who gets what when the test set is not published in time. */
function defaultWords(market: Market, { money }: Teller): string {
  const { share, burnt } = partsOfDefault(market)
  return `each of the ${countOf(market.revealed, 'revealed bundle')} gets its ${money(market.price)} back with ${money(share)} of the bounty, and ${money(burnt)} are burnt.`
}

const afterwards = ({ unpaid }: Market) =>
  unpaid === 0n
    ? 'Everything is paid. The owner of the model can open another market.'
    : `${countOf(unpaid, 'bundle')} ${unpaid === 1n ? 'waits' : 'wait'} to be paid. That has no deadline, and anybody can claim for all; then the owner of the model can open another market.`

const countOf = (count: bigint | number, what: string) =>
  `${count.toLocaleString('en')} ${what}${Number(count) === 1 ? '' : 's'}`

const areCommitted = (count: bigint) => `${countOf(count, 'bundle')} ${isOrAre(count)} committed`
const isOrAre = (count: bigint | number) => (Number(count) === 1 ? 'is' : 'are')
const itOrThem = (count: number) => (count === 1 ? 'it' : 'them')
