import type { Arbiter, ListChallengesReturnType } from '@cotrain/sdk'
import { formatDate } from '../../ui/format.ts'

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

/** Where a contribution stands, in sentences. */
export function explain(
  challengeable: Challengeable,
  classNames: readonly string[],
  hasArbiter = false,
): string {
  const { status, label, predicted, finalAt, contribution } = challengeable
  const name = (index: number) => classNames[index] ?? `class ${index}`
  const { challenges = [], label: first } = contribution
  const count = `${challenges.length} ${challenges.length === 1 ? 'challenge' : 'challenges'}`
  const said = challenges.length === 0 ? '' : `After ${count} it stands at ${name(label)}. `
  const until = formatDate(Number(finalAt))
  const model = predicted === undefined ? '' : ` The model says ${name(predicted)}.`
  switch (status) {
    case 'settled':
      return label === first ? 'The model learned it.' : `The model learned that it is ${name(label)}.`
    case 'dropped':
      return whyDropped(challengeable)
    case 'final':
      return `${said}Nobody has challenged it in time: it can be settled.`
    case 'decided':
      return `${whatWasRuled(challengeable, name)} It can be settled.`
    case 'undecided':
      return `After ${count} nobody has decided what it is: it can be dropped.`
    case 'disputed':
      return `The arbiter was called, and may rule until ${until}. If it does not, this will be dropped.`
    case 'contested':
      return hasArbiter
        ? `After ${count} nobody can challenge it again. It will be dropped on ${until}, unless somebody calls the arbiter before.${model}`
        : `After ${count} nobody can challenge it again. It will be dropped on ${until}.${model}`
    case 'open':
      return `${said}Final on ${until}, if nobody challenges it.${model}`
  }
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
