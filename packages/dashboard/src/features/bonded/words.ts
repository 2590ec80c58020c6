import type { Arbiter, ListChallengesReturnType } from '@cotrain/sdk'
import type { Address } from 'viem'
import { formatAmount, formatDate, formatDuration } from '../../ui/format.ts'

/** A contribution, its last label, and what challenging it costs. */
export type Challengeable = ListChallengesReturnType[number]
type Status = Challengeable['status']

/** What the badges say. */
export const statusWords: Record<Status, { label: string; color: string }> = {
  open: { label: 'Open', color: 'yellow' },
  contested: { label: 'Contested', color: 'red' },
  disputed: { label: 'Disputed', color: 'red' },
  final: { label: 'Final', color: 'green' },
  decided: { label: 'Decided', color: 'green' },
  undecided: { label: 'Undecided', color: 'orange' },
  settled: { label: 'Settled', color: 'gray' },
  dropped: { label: 'Dropped', color: 'gray' },
}

/** Under which heading contributions stand. */
export const sections: { title: string; none: string; statuses: readonly Status[] }[] = [
  {
    title: 'Open to challenge',
    none: 'Nothing waits. What people teach this model stands here until nobody has challenged it for long enough.',
    statuses: ['open'],
  },
  {
    title: 'Contested',
    none: 'Nothing was challenged as often as it may be.',
    statuses: ['contested', 'disputed'],
  },
  { title: 'Final', none: 'Nothing can be settled now.', statuses: ['final', 'decided', 'undecided'] },
  { title: 'Settled', none: 'Nothing has been settled yet.', statuses: ['settled', 'dropped'] },
]

const places: Record<Arbiter['stands'], string> = {
  owner: 'the owner of the model',
  account: 'a plain account',
  contract: 'a contract',
}

/** Who decides what stays contested, in a word or two, and what that means. */
export function arbiterWords(arbiter: Arbiter | undefined): { name: string; hint: string } {
  if (!arbiter) return { name: 'Nobody', hint: 'What stays contested is dropped' }
  const { kind, stands } = arbiter
  return { name: kind === 'court' ? 'A court' : 'A referee', hint: places[stands] }
}

/** Who reads of a challenge, and when. */
export interface Reader {
  /** Undefined of one who has chosen no account. */
  account: Address | undefined
  /** Seconds since 1970. */
  now: number
  /** The chain's currency. */
  symbol: string
}

/** Where a contribution stands, what that is to the reader, and who is paid what if nothing more happens. */
export interface ChallengeWords {
  text: string
  /** Nothing where there is nothing for the reader to do or to know. */
  yours: string
  otherwise: string
}

export function challengeWords(
  challengeable: Challengeable,
  { classNames, arbiter }: { classNames: readonly string[]; arbiter: Arbiter | undefined },
  reader: Reader,
): ChallengeWords {
  const teller: Teller = {
    ...reader,
    hasArbiter: arbiter !== undefined,
    name: label => classNames[label] ?? `class ${label}`,
    money: wei => `${formatAmount(wei)} ${reader.symbol}`,
    until: time => `${formatDate(Number(time))} (in ${formatDuration(Number(time) - reader.now)})`,
  }
  return {
    text: textOf(challengeable, teller),
    yours: yoursOf(challengeable, teller),
    otherwise: otherwiseOf(challengeable, teller),
  }
}

interface Teller extends Reader {
  hasArbiter: boolean
  name: (label: number) => string
  money: (wei: bigint) => string
  until: (time: bigint) => string
}

/** Where a contribution stands, in sentences. */
function textOf(challengeable: Challengeable, { name, until, hasArbiter }: Teller): string {
  const { status, label, predicted, finalAt, contribution } = challengeable
  const { challenges = [], label: first } = contribution
  const count = `${challenges.length} ${challenges.length === 1 ? 'challenge' : 'challenges'}`
  const said = challenges.length === 0 ? '' : `After ${count} it stands at ${name(label)}. `
  const model = predicted === undefined ? '' : ` The model says ${name(predicted)}.`
  switch (status) {
    case 'settled':
      return label === first ? 'The model learned it.' : `The model learned that it is ${name(label)}.`
    case 'dropped':
      return whyDropped(challengeable)
    case 'final':
      return challenges.length === 0
        ? 'Nobody has challenged it in time: it can be settled.'
        : `${said}Nobody has answered in time: it can be settled.`
    case 'decided':
      return `${whatWasRuled(challengeable, name)} It can be ${challengeable.ruling?.label === undefined ? 'dropped' : 'settled'}.`
    case 'undecided':
      return `After ${count} nobody has decided what it is: it can be dropped.`
    case 'disputed':
      return `The arbiter was called, and may rule until ${until(finalAt)}. If it does not, this will be dropped.`
    case 'contested':
      return hasArbiter
        ? `After ${count} nobody can challenge it again. It will be dropped on ${until(finalAt)}, unless somebody calls the arbiter before.${model}`
        : `After ${count} nobody can challenge it again. It will be dropped on ${until(finalAt)}.${model}`
    case 'open':
      return `${said}Final on ${until(finalAt)}, if nobody challenges it.${model}`
  }
}

/** What a challenge is to the reader, who may have a part in it. */
function yoursOf(challengeable: Challengeable, teller: Teller): string {
  const { staked, payout, status } = challengeable
  const { account, money } = teller
  const isClosed = status === 'settled' || status === 'dropped'
  if (!account) return status === 'open' ? 'Choose an account at the top of the page to challenge it.' : ''
  if (staked === 0n) return strangers(challengeable, teller)
  if (isClosed)
    return payout > 0n
      ? `You staked ${money(staked)}, and got ${money(payout)}.`
      : `You staked ${money(staked)}, and lost it.`
  const stands = `As it stands you get ${money(payout)} for the ${money(staked)} that you staked.`
  if (status === 'open' && payout < staked)
    return `Somebody contradicts you: challenge it again in time, or you lose. ${stands}`
  if (status === 'open') return `It stands at what you said: there is nothing for you to do now. ${stands}`
  if (status === 'contested' && teller.hasArbiter)
    return `Call the arbiter in time, if it is to be decided. ${stands}`
  return stands
}

/** What somebody can do who has staked nothing. */
function strangers({ status, bond, gain }: Challengeable, { money }: Teller): string {
  if (status !== 'open' || bond === undefined || gain === undefined) return ''
  return `If it is something else, challenge it for ${money(bond)}: ${money(gain)} more come back when nobody answers, and all is lost when somebody does and you do not.`
}

/** Who is paid what if nothing more happens. */
function otherwiseOf(
  { status, outlook, label, contribution }: Challengeable,
  { name, money }: Teller,
): string {
  if (!outlook) return ''
  const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
  const staked = sum(outlook.map(({ stake }) => stake))
  const paid = sum(outlook.map(({ amount }) => amount))
  const burnt = staked - paid
  const kept =
    burnt > 0n ? ` and ${money(burnt)} ${contribution.dispute?.fee ? 'do not come back' : 'are burnt'}` : ''
  if ((contribution.challenges ?? []).length === 0) return `Its deposit of ${money(staked)} then goes back.`
  const isDropped = status === 'contested' || status === 'disputed' || status === 'undecided'
  if (isDropped)
    return `When it is dropped, ${money(paid)} of the ${money(staked)} that are staked go back,${kept}.`
  return `Of the ${money(staked)} that are staked, ${money(paid)} then go to those who said ${name(label)}${kept && `,${kept}`}.`
}

function whyDropped({ contribution: { duplicateOf } }: Challengeable): string {
  return duplicateOf === undefined
    ? 'It stayed contested, so that the model did not learn it.'
    : `Contribution ${duplicateOf} has the same sample, so that the model did not learn it again.`
}

function whatWasRuled({ ruling }: Challengeable, name: (label: number) => string): string {
  return ruling?.label === undefined
    ? 'The arbiter refused to say what it is.'
    : `The arbiter has ruled that it is ${name(ruling.label)}.`
}

/** Those first that look wrong: the model says something else than the last label. */
export function bySuspicion(challenges: readonly Challengeable[]): Challengeable[] {
  const agrees = ({ label, predicted }: Challengeable) => Number(label === predicted)
  return challenges.toSorted((a, b) => agrees(a) - agrees(b) || Number(b.index - a.index))
}
