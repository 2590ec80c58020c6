import { inflateSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { draw, type Plot } from '../src/report/index.ts'
import { type Picture, pictureOf } from '../src/report/node/index.ts'

const spec = (title: string) => ({
  name: 'dots',
  title: 'Dots',
  description: 'Two dots',
  spec: {
    width: 200,
    height: 100,
    data: {
      values: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
    mark: { type: 'point', filled: true, color: '#0072b2', size: 200, opacity: 1 },
    encoding: {
      x: { field: 'x', type: 'quantitative', title, axis: { labels: false, ticks: false, grid: false } },
      y: { field: 'y', type: 'quantitative', title: null },
    },
  },
})

/** Pixels of a PNG as this program writes it: 8 bits for each of red, green, blue and opacity, no interlacing. */
function decode(png: Uint8Array): { width: number; height: number; rgba: Uint8Array } {
  const file = Buffer.from(png)
  expect([...file.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
  const parts: Buffer[] = []
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const body = file.subarray(at + 8, at + 8 + file.readUInt32BE(at))
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(body)
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  expect([...file.subarray(24, 29)]).toEqual([8, 6, 0, 0, 0])
  return { width, height, rgba: unfilter(inflateSync(Buffer.concat(parts)), width, height) }
}

/** Section 9 of the PNG specification: each byte is the difference from what those left and above foretell. */
function unfilter(raw: Uint8Array, width: number, height: number): Uint8Array {
  const line = 4 * width
  const out = new Uint8Array(line * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (line + 1)]!
    for (let i = 0; i < line; i++) {
      const at = y * line + i
      const left = i < 4 ? 0 : out[at - 4]!
      const above = y === 0 ? 0 : out[at - line]!
      const corner = i < 4 || y === 0 ? 0 : out[at - line - 4]!
      const foretold = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]!
      out[at] = raw[at + y + 1]! + foretold
    }
  }
  return out
}

function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ] as const
  return a <= b && a <= c ? left : b <= c ? above : corner
}

/** How many pixels in the rows from `top` to `bottom` are wanted. */
function count(
  { width, rgba }: ReturnType<typeof decode>,
  [top, bottom]: [number, number],
  wanted: (red: number, green: number, blue: number) => boolean,
): number {
  let sum = 0
  for (let at = 4 * width * top; at < 4 * width * bottom; at += 4)
    if (wanted(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!)) sum++
  return sum
}

const dark = (red: number, green: number, blue: number) => Math.max(red, green, blue) < 90
const blue = (red: number, _: number, blue: number) => red < 60 && blue > 150

describe('a plot as PNG', () => {
  let plot: Plot
  let picture: Picture
  let pixels: ReturnType<typeof decode>
  beforeAll(async () => {
    plot = await draw(spec('Title of the axis: Größe, Ωμέγα'))
    picture = await pictureOf(plot)
    pixels = decode(picture.png)
  })

  test('is twice the size of the plot, opaque, and has its marks', () => {
    const [, width, height] = plot.svg.match(/width="([\d.]+)" height="([\d.]+)"/)!.map(Number)
    expect(pixels).toMatchObject({ width: picture.width, height: picture.height })
    expect(Math.abs(picture.width - 2 * width!)).toBeLessThanOrEqual(1)
    expect(Math.abs(picture.height - 2 * height!)).toBeLessThanOrEqual(1)
    expect(pixels.rgba.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true)
    // Two dots of 200 square units each, at twice the size.
    const dots = count(pixels, [0, pixels.height], blue)
    expect(dots).toBeGreaterThan(1_200)
    expect(dots).toBeLessThan(1_700)
  })

  test('has the text in it, whatever fonts the machine has', async () => {
    const below: [number, number] = [pixels.height - 36, pixels.height]
    const text = count(pixels, below, dark)
    expect(text).toBeGreaterThan(600)
    const other = decode((await pictureOf(await draw(spec('i')))).png)
    expect(count(other, [other.height - 36, other.height], dark)).toBeLessThan(text / 5)
  })

  test('is the same each time', async () => {
    expect(Buffer.from((await pictureOf(plot)).png).equals(Buffer.from(picture.png))).toBe(true)
  })
})
