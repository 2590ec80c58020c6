import { type ClassifierRow, classifiers } from '@cotrain/sdk'
import type { ReadyModel } from './readyModel.ts'

/** What the numbers of a model's classes are. */
export type Measure = 'score' | 'scores' | 'probability' | 'joint probability' | 'distance'

export function measureOf({ reference }: Pick<ReadyModel, 'reference'>): Measure {
  return measures[classifiers[reference.classifier].tells]
}

const measures: Record<ClassifierRow['tells'], Measure> = {
  score: 'score',
  probability: 'probability',
  scores: 'scores',
  logarithms: 'joint probability',
  distances: 'distance',
}
