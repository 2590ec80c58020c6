import '../../simulator/noEval.ts'
import type { PrepareModelOptions } from '@cotrain/sdk/models'
import { type Problem, problemOf } from '../../simulator/problem.ts'
import {
  type Deployable,
  type Dialect,
  type Opened,
  type OpenedModel,
  openSource,
  prepareJson,
  type Source,
  type TrainingSettings,
  trainSource,
} from './messages.ts'

/** What the page may ask of the worker, and what it answers. */
export interface Tasks {
  open: { ask: { source: Source; dialect: Dialect }; answer: Opened }
  train: { ask: { source: Source; settings: TrainingSettings }; answer: OpenedModel }
  prepare: { ask: { json: Uint8Array; options: PrepareModelOptions }; answer: Deployable }
}

export type Ask = { [task in keyof Tasks]: { task: task } & Tasks[task]['ask'] }[keyof Tasks]

export type Told =
  | { type: 'progress'; done: number; total: number }
  | { type: 'answer'; answer: Tasks[keyof Tasks]['answer'] }
  | { type: 'error'; problem: Problem }

const tell = (told: Told) => postMessage(told)

/** One task a worker: a page that does not want it any more ends the worker. */
addEventListener('message', async ({ data: ask }: MessageEvent<Ask>) => {
  try {
    tell({ type: 'answer', answer: await perform(ask) })
  } catch (error) {
    tell({ type: 'error', problem: problemOf(error) })
  }
})

function perform(ask: Ask) {
  switch (ask.task) {
    case 'open':
      return openSource(ask.source, ask.dialect)
    case 'train':
      return trainSource(ask.source, ask.settings, (done, total) => tell({ type: 'progress', done, total }))
    case 'prepare':
      return prepareJson(ask.json, ask.options)
  }
}
