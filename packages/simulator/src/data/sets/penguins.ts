import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { NumberInput } from '@cotrain/sdk/encoders'
import { parse } from 'csv-parse/sync'
import { type Labelled, type Split, shippedSeed, split } from './split.ts'

const require = createRequire(import.meta.url)

const columns = ['culmen_length_mm', 'culmen_depth_mm', 'flipper_length_mm', 'body_mass_g'] as const

/** A row of the file; what was not measured is `NaN`. */
type Penguin = Record<'species' | (typeof columns)[number], string>

/** What was measured, and between which bounds penguins are. */
export const penguinInputs: NumberInput[] = [
  { name: 'Beak length', unit: 'mm', min: 30, max: 60 },
  { name: 'Beak depth', unit: 'mm', min: 13, max: 22 },
  { name: 'Flipper length', unit: 'mm', min: 170, max: 235 },
  { name: 'Body mass', unit: 'g', min: 2600, max: 6400 },
]

/**
 * Penguins of the Palmer Archipelago by species, as the package @observablehq/sample-datasets has them (CC0): 342 that were measured.
 * Source: Horst, Hill & Gorman, "palmerpenguins", 2020.
 */
export function readPenguins(seed: number): Split<Labelled<number[]>> {
  const file = require.resolve('@observablehq/sample-datasets/penguins.csv')
  const penguins: Penguin[] = parse(readFileSync(file, 'utf8'), { columns: true })
  const classes = [...new Set(penguins.map(({ species }) => species))].sort()
  const samples = penguins.flatMap(penguin => {
    const measured = columns.map(column => penguin[column])
    if (measured.some(text => !Number.isFinite(Number.parseFloat(text)))) return []
    return [{ label: classes.indexOf(penguin.species), input: measured.map(Number) }]
  })
  return split(classes, samples, seed)
}

/** The penguins that the shipped model never saw in training, as lines `LABEL,x1,x2,x3,x4`. */
export function heldOutPenguins(): string {
  const { heldOut } = readPenguins(shippedSeed)
  return heldOut.map(({ label, input }) => `${[label, ...input].join(',')}\n`).join('')
}
