import type { Sample } from '../../data/DataSet.ts'
import type { Lesson } from '../../engine/World.ts'

/** The mean number of features of the lessons' samples. */
export function featuresOf(lessons: readonly Lesson[]): number {
  const sum = lessons.reduce((features, { example }) => features + example.sample.length, 0)
  return Math.round(sum / Math.max(1, lessons.length))
}

/** Labels and samples, as the contract takes them. */
export function unzipped(lessons: readonly Lesson[]): [labels: number[], samples: Sample[]] {
  return [lessons.map(({ label }) => label), lessons.map(({ example }) => example.sample)]
}
