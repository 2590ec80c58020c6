import { readFileSync } from 'node:fs'
import { dataFile } from './dataPackage.ts'
import { type Labelled, type Split, split } from './split.ts'

const side = 28
const pixels = side * side

/**
 * Handwritten digits of MNIST, 28 by 28 pixels from 0 to 1, as the package mnist has them (MIT): about a thousand of
 * each.
 *
 * @param perDigit At most so many of each.
 */
export function readDigits(seed: number, perDigit = 1000): Split<Labelled<number[]>> {
  const samples = Array.from({ length: 10 }, (_, label) => {
    const file = dataFile('mnist', `src/digits/${label}.json`)
    const { data }: { data: number[] } = JSON.parse(readFileSync(file, 'utf8'))
    const count = Math.min(perDigit, Math.floor(data.length / pixels))
    return Array.from({ length: count }, (_, i) => ({
      label,
      input: data.slice(i * pixels, (i + 1) * pixels),
    }))
  })
  return split(
    samples.map((_, label) => String(label)),
    samples.flat(),
    seed,
  )
}

/** The pixels that are inked, as the features of a sparse model. */
export function inked(image: readonly number[]): Uint16Array {
  return Uint16Array.from([...image.keys()].filter(pixel => image[pixel]! > 0.5))
}

/** The image as a vector of norm 1. */
export function normalised(image: readonly number[]): number[] {
  const norm = Math.hypot(...image)
  return image.map(pixel => pixel / norm)
}

/** The image as a picture, four bytes a pixel: bright ink on black, as MNIST has it. */
export function pictureOf(image: readonly number[]): { width: number; height: number; data: Uint8Array } {
  const data = Uint8Array.from({ length: 4 * pixels }, (_, i) =>
    i % 4 === 3 ? 255 : Math.round(255 * image[i >> 2]!),
  )
  return { width: side, height: side, data }
}
