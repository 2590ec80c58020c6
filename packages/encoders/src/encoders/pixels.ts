import { PictureError } from '../errors.ts'
import { averageArea, type Grid } from '../pictures/averageArea.ts'
import { checkPicture, overWhite } from '../pictures/checkPicture.ts'
import type { Picture } from '../types.ts'
import type { Encoder } from './Encoder.ts'
import { toNorm } from './toNorm.ts'

const name = 'pixels-14x14-v1'
const side = 14

/** Pixels of the field that the drawing is put on, and of the larger side of the drawing: those of MNIST. */
const field = 28
const drawn = 20
/** Less difference from the ground than this, of 255, is none. */
const minInk = 32

/**
 * A drawing as 14 × 14 grey values, brought into the form that the digits of MNIST have. All divisions are those of whole
 * numbers, rounded down.
 *
 * 1. Each colour c with opacity a is put over white: (2 · (c · a + 255 · (255 − a)) + 255) / 510. The brightness of a pixel
 *    is (77 · red + 150 · green + 29 · blue) / 256.
 * 2. The ground is the mean brightness of the outermost pixels; the ink of a pixel is how far it is from the ground,
 *    brighter or darker. What has less than a quarter of the most ink has none.
 * 3. The box around the ink is averaged by area (see `averageArea`) to 20 pixels on its larger side; on the other so many
 *    that the form is kept: (2 · 20 · smaller + larger) / (2 · larger), and 1 at least.
 * 4. It is put on a field of 28 × 28 with its centre of mass in the middle, as far as it stays on the field: its left edge at
 *    14 − (2 · Σ(2x + 1) · ink + 2 · Σink) / (4 · Σink), from 0 to 28 − width; the same from the top.
 * 5. Each four neighbours become one: (their sum + 2) / 4. The 196 values are brought to norm 1 by `toNorm`.
 */
export const pixels: Encoder = {
  row: {
    name,
    title: 'A drawing',
    input: 'picture',
    featureCount: side * side,
    files: [],
    license: 'MIT',
    packages: [],
    words:
      'A drawing as 14 × 14 grey values, cut out and centred. Good for digits, letters and signs, bright or dark on an even ground; not for photographs.',
  },
  load: async () => ({
    input: 'picture',
    name,
    featureCount: side * side,
    encode: picture => toNorm(shrink(centre(cutOut(inkOf(picture))))),
  }),
}

/** @throws PictureError if nothing is drawn. */
function inkOf(picture: Picture): Grid {
  checkPicture(picture)
  const { width, height, data } = picture
  const brightness = new Uint8Array(width * height)
  for (let i = 0; i < brightness.length; i++) {
    const [red, green, blue] = [0, 1, 2].map(c => overWhite(data[4 * i + c]!, data[4 * i + 3]!))
    brightness[i] = (77 * red! + 150 * green! + 29 * blue!) >> 8
  }
  const ground = groundOf(brightness, width, height)
  const ink = brightness.map(bright => Math.abs(bright - ground))
  const most = ink.reduce((max, value) => Math.max(max, value), 0)
  if (most < minInk) {
    throw new PictureError('There is nothing on the picture.', {
      metaMessages: ['Draw something that is clearly brighter or darker than its ground.'],
    })
  }
  return { width, height, values: ink.map(value => (4 * value < most ? 0 : value)) }
}

/** The mean of the outermost pixels, each once. */
function groundOf(brightness: Uint8Array, width: number, height: number): number {
  let sum = 0
  let count = 0
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1)
    for (let x = 0; x < width; x += step) {
      sum += brightness[y * width + x]!
      count++
    }
  }
  return Math.floor(sum / count)
}

/** The box around the ink, with 20 pixels on its larger side. */
function cutOut({ width, height, values }: Grid): Grid {
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  const [boxWidth, boxHeight] = [right - left + 1, bottom - top + 1]
  const box = new Uint8Array(boxWidth * boxHeight)
  for (let y = 0; y < boxHeight; y++) {
    for (let x = 0; x < boxWidth; x++) box[y * boxWidth + x] = values[(top + y) * width + left + x]!
  }
  const larger = Math.max(boxWidth, boxHeight)
  const scaled = (length: number) => Math.max(1, Math.floor((2 * drawn * length + larger) / (2 * larger)))
  return averageArea({ width: boxWidth, height: boxHeight, values: box }, scaled(boxWidth), scaled(boxHeight))
}

function centre({ width, height, values }: Grid): Grid {
  let [mass, across, down] = [0, 0, 0]
  for (let i = 0; i < width * height; i++) {
    mass += values[i]!
    across += values[i]! * (2 * (i % width) + 1)
    down += values[i]! * (2 * Math.floor(i / width) + 1)
  }
  const edge = (moment: number, length: number) => {
    const middle = mass === 0 ? 0 : Math.floor((2 * moment + 2 * mass) / (4 * mass))
    return Math.min(field - length, Math.max(0, field / 2 - middle))
  }
  const [left, top] = [edge(across, width), edge(down, height)]
  const placed = new Uint8Array(field * field)
  for (let i = 0; i < width * height; i++) {
    placed[(top + Math.floor(i / width)) * field + left + (i % width)] = values[i]!
  }
  return { width: field, height: field, values: placed }
}

function shrink({ values }: Grid): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, i) => {
    const at = 2 * field * Math.floor(i / side) + 2 * (i % side)
    const sum = values[at]! + values[at + 1]! + values[at + field]! + values[at + field + 1]!
    return (sum + 2) >> 2
  })
}
