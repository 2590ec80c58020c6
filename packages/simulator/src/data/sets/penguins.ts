import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { NumberInput } from '@cotrain/sdk/encoders'
import { type Labelled, type Split, shippedSeed, split } from './split.ts'

type Penguin = {
  Species: string
  'Beak Length (mm)': number | null
  'Beak Depth (mm)': number | null
  'Flipper Length (mm)': number | null
  'Body Mass (g)': number | null
}

/** What was measured, and between which bounds penguins are. */
export const penguinInputs: NumberInput[] = [
  { name: 'Beak length', unit: 'mm', min: 30, max: 60 },
  { name: 'Beak depth', unit: 'mm', min: 13, max: 22 },
  { name: 'Flipper length', unit: 'mm', min: 170, max: 235 },
  { name: 'Body mass', unit: 'g', min: 2600, max: 6400 },
]

/**
 * Penguins of the Palmer Archipelago by species, as the package vega-datasets has them (CC0): 342 that were measured.
 * Source: Horst, Hill & Gorman, "palmerpenguins", 2020.
 */
export function readPenguins(seed: number): Split<Labelled<number[]>> {
  const main = createRequire(import.meta.url).resolve('vega-datasets')
  const file = new URL('../data/penguins.json', `file://${main}`)
  const penguins: Penguin[] = JSON.parse(readFileSync(file, 'utf8'))
  const classes = [...new Set(penguins.map(penguin => penguin.Species))].sort()
  const samples = penguins.flatMap(penguin => {
    const input = [
      penguin['Beak Length (mm)'],
      penguin['Beak Depth (mm)'],
      penguin['Flipper Length (mm)'],
      penguin['Body Mass (g)'],
    ].filter(number => number !== null)
    return input.length === penguinInputs.length ? [{ label: classes.indexOf(penguin.Species), input }] : []
  })
  return split(classes, samples, seed)
}

/** The penguins that the shipped model never saw in training, as lines `LABEL,x1,x2,x3,x4`. */
export function heldOutPenguins(): string {
  const { heldOut } = readPenguins(shippedSeed)
  return heldOut.map(({ label, input }) => `${[label, ...input].join(',')}\n`).join('')
}
