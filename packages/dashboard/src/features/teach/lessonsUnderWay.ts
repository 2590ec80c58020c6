import { contentOf, type SentTransaction } from '@cotrain/sdk'
import { useSyncExternalStore } from 'react'
import type { Address, Hash } from 'viem'
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

const storageKey = 'cotrain.lessons'
const listeners = new Set<() => void>()
/** Lessons that this page itself waits for; after a reload nobody does. */
const awaited = new Set<string>()
/** In case that the browser keeps nothing. */
let memory = '[]'
let parsed: { text: string; lessons: readonly LessonUnderWay[] } = { text: '[]', lessons: [] }

export const placeOf = (chainId: number, { trainer, modelId }: Lesson['model'], account: Address) =>
  [chainId, trainer, modelId, account].join(':').toLowerCase()

export const keyOf = (place: string, lesson: Pick<Lesson, 'label' | 'sample'>) =>
  `${place}:${contentOf(lesson)}`

/** The lessons that are under way from this browser, in all of its tabs and after a reload. */
export const useLessonsUnderWay = (): readonly LessonUnderWay[] => useSyncExternalStore(subscribe, lessons)

export const isAwaitedHere = ({ key }: LessonUnderWay) => awaited.has(key)

/** Notes that a lesson is about to be sent. @throws Error when it is under way already */
export function begin(lesson: LessonUnderWay): void {
  if (lessons().some(({ key }) => key === lesson.key)) {
    throw new Error('This lesson is under way already: wait until it is known what became of it.')
  }
  awaited.add(lesson.key)
  store([...lessons(), lesson])
}

/** Notes the transaction of a lesson. */
export function note(key: string, { hash, nonce }: Pick<SentTransaction, 'hash' | 'nonce'>): void {
  store(lessons().map(lesson => (lesson.key === key ? { ...lesson, hash, nonce } : lesson)))
}

/** It is known what became of a lesson. */
export function end(key: string): void {
  awaited.delete(key)
  store(lessons().filter(lesson => lesson.key !== key))
}

/** This page does not wait any more, but it is not known what became of a lesson. */
export function leave(key: string): void {
  awaited.delete(key)
  store([...lessons()])
}

function lessons(): readonly LessonUnderWay[] {
  const text = stored()
  if (text !== parsed.text) parsed = { text, lessons: parse(text) }
  return parsed.lessons
}

function parse(text: string): readonly LessonUnderWay[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter(each => typeof each?.key === 'string') : []
  } catch {
    return []
  }
}

function stored(): string {
  try {
    return localStorage.getItem(storageKey) ?? '[]'
  } catch {
    return memory
  }
}

function store(next: readonly LessonUnderWay[]): void {
  memory = JSON.stringify(next)
  parsed = { text: '', lessons: [] }
  try {
    localStorage.setItem(storageKey, memory)
  } catch {
    // a browser that keeps nothing: this page still knows
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
