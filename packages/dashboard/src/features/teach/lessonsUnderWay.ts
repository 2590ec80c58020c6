import { contentOf, type SentTransaction } from '@cotrain/sdk'
import type { Address, Hash } from 'viem'
import { createStoredList } from '../../ui/storedList.ts'
import type { Lesson } from './useTeach.ts'

/** A lesson that was sent, or for which the wallet was asked, and of which nobody has seen what became. */
export interface LessonUnderWay {
  /** The chain, the model, the account and what the lesson says. */
  key: string
  /** The chain, the model and the account. */
  place: string
  account: Address
  hash?: Hash | undefined
  nonce?: number | undefined
}

/** Lessons that this page itself waits for; after a reload nobody does. */
const awaited = new Set<string>()

const list = createStoredList(
  'cotrain.lessons',
  (value): value is LessonUnderWay => typeof (value as LessonUnderWay | null)?.key === 'string',
)

export const keyOf = (place: string, lesson: Pick<Lesson, 'label' | 'sample'>) =>
  `${place}:${contentOf(lesson)}`

/** The lessons that are under way from this browser, in all of its tabs and after a reload. */
export const useLessonsUnderWay = list.use

export const isAwaitedHere = ({ key }: LessonUnderWay) => awaited.has(key)

/** Notes that a lesson is about to be sent. @throws Error when it is under way already */
export function begin(lesson: LessonUnderWay): void {
  if (list.read().some(({ key }) => key === lesson.key)) {
    throw new Error('This lesson is under way already: wait until it is known what became of it.')
  }
  awaited.add(lesson.key)
  list.write([...list.read(), lesson])
}

/** Notes the transaction of a lesson. */
export function note(key: string, { hash, nonce }: Pick<SentTransaction, 'hash' | 'nonce'>): void {
  list.write(list.read().map(lesson => (lesson.key === key ? { ...lesson, hash, nonce } : lesson)))
}

/** It is known what became of a lesson. */
export function end(key: string): void {
  awaited.delete(key)
  list.write(list.read().filter(lesson => lesson.key !== key))
}

/** This page does not wait any more, but it is not known what became of a lesson. */
export function leave(key: string): void {
  awaited.delete(key)
  list.write([...list.read()])
}
