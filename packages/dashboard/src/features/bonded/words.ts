import type { ListChallengesReturnType } from '@cotrain/sdk'
import { formatDate } from '../../ui/format.ts'

/** A contribution, its last label, and what challenging it costs. */
export type Challengeable = ListChallengesReturnType[number]

/** What the badges say. */
export const statusWords: Record<Challengeable['status'], { label: string; color: string }> = {
  open: { label: 'Open', color: 'yellow' },
  final: { label: 'Final', color: 'green' },
  settled: { label: 'Settled', color: 'gray' },
}

/** Where a contribution stands, in sentences. */
export function explain(
  { status, label, predicted, finalAt, contribution }: Challengeable,
  classNames: readonly string[],
): string {
  const name = (index: number) => classNames[index] ?? `class ${index}`
  const { challenges = [], label: first } = contribution
  const count = `${challenges.length} ${challenges.length === 1 ? 'challenge' : 'challenges'}`
  const said = challenges.length === 0 ? '' : `After ${count} it stands at ${name(label)}. `
  if (status === 'settled') {
    return label === first ? 'The model learned it.' : `The model learned that it is ${name(label)}.`
  }
  if (status === 'final') return `${said}Nobody has challenged it in time: it can be settled.`
  const model = predicted === undefined ? '' : ` The model says ${name(predicted)}.`
  return `${said}Final on ${formatDate(Number(finalAt))}, if nobody challenges it.${model}`
}

/** Those first that look wrong: the model says something else than the last label. */
export function bySuspicion(challenges: readonly Challengeable[]): Challengeable[] {
  const agrees = ({ label, predicted }: Challengeable) => Number(label === predicted)
  return challenges.toSorted((a, b) => agrees(a) - agrees(b) || Number(b.index - a.index))
}
