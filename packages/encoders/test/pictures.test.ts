import fc from 'fast-check'
import { encode as encodePng } from 'fast-png'
import { encode as encodeJpeg } from 'jpeg-js'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodePicture, loadEncoder, type Picture } from '../src/index.ts'
import { packageSource } from '../src/node/index.ts'
import { averageArea } from '../src/pictures/averageArea.ts'

/** Three pixels of a palette in two bits each, the second one clear. */
const paletteFile =
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAgMAAABmjvwnAAAACVBMVEX/AAAA/wAAAP8tSs2KAAAAAnRSTlP/AOW3MEoAAAAKSURBVHicY5AAAAAaABktiPQ2AAAAAElFTkSuQmCC'
/** Seven grey pixels of one bit. */
const bitsFile =
  'iVBORw0KGgoAAAANSUhEUgAAAAcAAAABAQAAAAA6cIljAAAACklEQVR4nGOYBQAAnACbqKSu3AAAAABJRU5ErkJggg=='

let encode: (picture: Picture) => Int16Array

beforeAll(async () => {
  const encoder = await loadEncoder('pixels-14x14-v1', { source: packageSource() })
  if (encoder.input === 'picture') encode = encoder.encode
})

/** A picture of one brightness with an L on it. */
function drawing({ ground = 255, ink = 0, left = 20, top = 10, size = 60, opacity = 255 } = {}): Picture {
  const data = new Uint8Array(4 * 100 * 100)
  for (let i = 0; i < 100 * 100; i++) {
    const [x, y] = [(i % 100) - left, Math.floor(i / 100) - top]
    const isInk = x >= 0 && y >= 0 && x < size / 2 && y < size && (x < size / 6 || y > (5 * size) / 6)
    data.set(isInk ? [ink, ink, ink, 255] : [ground, ground, ground, opacity], 4 * i)
  }
  return { width: 100, height: 100, data }
}

describe('a drawing', () => {
  test('is the same wherever it is, bright or dark, and where nothing is there is white', () => {
    const sample = encode(drawing())
    expect(encode(drawing({ left: 45, top: 33 }))).toEqual(sample)
    expect(encode(drawing({ ground: 0, ink: 255 }))).toEqual(sample)
    expect(encode(drawing({ ground: 10, opacity: 0 }))).toEqual(sample)
  })

  test('is larger or smaller, and stays nearly the same', () => {
    const [large, small] = [encode(drawing()), encode(drawing({ size: 36 }))]
    const product = large.reduce((sum, x, i) => sum + x * small[i]!, 0)
    expect(product / 2 ** 30).toBeGreaterThan(0.95)
  })

  test.each([
    ['white', drawing({ ink: 255 })],
    ['nothing at all', { width: 5, height: 5, data: new Uint8Array(100) }],
  ])('nothing is said to be nothing: %s', (_, picture) => {
    expect(() => encode(picture)).toThrow('There is nothing on the picture.')
  })

  test.each([
    [0, 5, 0],
    [5, -1, 20],
    [1.5, 2, 12],
    [10_000, 10_000, 4],
    [2, 2, 15],
  ])('what is no picture is refused: %d × %d with %d bytes', (width, height, length) => {
    expect(() => encode({ width, height, data: new Uint8Array(length) })).toThrow(
      expect.objectContaining({ name: 'PictureError' }),
    )
  })

  test('every picture gives a sample in range, or says why not', () => {
    const picture = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
      .chain(([width, height]) =>
        fc
          .uint8Array({ minLength: 4 * width * height, maxLength: 4 * width * height })
          .map(data => ({ width, height, data })),
      )
    fc.assert(
      fc.property(picture, each => {
        try {
          expect(Math.hypot(...encode(each))).toBeLessThanOrEqual(2 ** 15)
        } catch (error) {
          expect(error).toMatchObject({ name: 'PictureError' })
        }
      }),
      { numRuns: 60 },
    )
  })

  test('areas are averaged as fractions say', () => {
    const grid = {
      width: 5,
      height: 3,
      values: [10, 200, 30, 7, 255, 0, 64, 128, 9, 33, 250, 1, 77, 90, 100],
    }
    for (const [width, height] of [
      [2, 2],
      [5, 3],
      [3, 1],
      [7, 4],
      [1, 5],
    ] as const) {
      const expected = Array.from({ length: width * height }, (_, i) => {
        const overlap = (at: number, each: number, of: number, all: number) =>
          Math.max(0, Math.min((at + 1) * all, (each + 1) * of) - Math.max(at * all, each * of))
        let sum = 0
        for (const [j, value] of grid.values.entries()) {
          sum +=
            value *
            overlap(i % width, j % 5, width, 5) *
            overlap(Math.floor(i / width), Math.floor(j / 5), height, 3)
        }
        return Math.floor((2 * sum + 15) / 30)
      })
      expect([...(averageArea(grid, width, height).values as Float64Array)]).toEqual(expected)
    }
  })
})

describe('files of pictures', () => {
  const bytes = (picture: Picture) =>
    new Uint8Array(encodeJpeg({ ...picture, data: picture.data as Uint8Array }, 90).data)

  test.each([
    [1, 8, [0, 128, 255, 7], (v: number) => [v, v, v, 255]],
    [2, 8, [9, 0, 128, 99, 255, 255, 3, 4], undefined],
    [3, 8, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], undefined],
    [1, 16, [0, 65535, 256, 511], (v: number) => [v >> 8, v >> 8, v >> 8, 255]],
  ] as const)('PNG with %d channels of %d bits', (channels, depth, numbers, grey) => {
    const data = depth === 16 ? Uint16Array.from(numbers) : Uint8Array.from(numbers)
    const decoded = decodePicture(encodePng({ width: 2, height: 2, data, channels, depth }))
    const expected = Array.from({ length: 4 }, (_, i) => {
      const own = numbers.slice(i * channels, (i + 1) * channels)
      if (grey) return grey(own[0]!)
      return channels === 2 ? [own[0]!, own[0]!, own[0]!, own[1]!] : [...own, 255]
    })
    expect([...decoded.data]).toEqual(expected.flat())
  })

  test.each([
    ['a palette', paletteFile, [255, 0, 0, 255, 0, 255, 0, 0, 0, 0, 255, 255]],
    ['one bit', bitsFile, [1, 0, 0, 1, 1, 0, 1].flatMap(bit => [255 * bit, 255 * bit, 255 * bit, 255])],
  ])('PNG with %s', (_, file, expected) => {
    expect([...decodePicture(Buffer.from(file, 'base64')).data]).toEqual(expected)
  })

  test('JPEG is turned as the camera says', () => {
    const plain = bytes(drawing())
    const { data } = decodePicture(plain)
    const at = (picture: Picture, x: number, y: number) => picture.data[4 * (y * picture.width + x)]
    const upright = { width: 100, height: 100, data }
    for (const [orientation, x, y] of [
      [1, 25, 15],
      [3, 74, 84],
      [6, 84, 25],
      [8, 15, 74],
      [2, 74, 15],
      [4, 25, 84],
      [5, 15, 25],
      [7, 84, 74],
    ] as const) {
      expect(at(decodePicture(withOrientation(plain, orientation)), x, y)).toBe(at(upright, 25, 15))
    }
    // another order of bytes, and nonsense
    expect(decodePicture(withOrientation(plain, 77)).data).toEqual(data)
  })

  test('what is damaged or no picture is said to be so', () => {
    const [jpeg, png] = [
      bytes(drawing()),
      encodePng({ ...drawing(), data: drawing().data as Uint8Array, channels: 4 }),
    ]
    const huge = png.slice()
    huge.set([0x7f, 0xff, 0xff, 0xff], 16)
    const flipped = png.slice()
    flipped[60]! ^= 0xff
    for (const file of [
      new Uint8Array(),
      Buffer.from('GIF89a'),
      jpeg.subarray(0, 300),
      jpeg.subarray(0, 3),
      png.subarray(0, 60),
      png.subarray(0, 9),
      huge,
      flipped,
    ]) {
      expect(() => decodePicture(file)).toThrow(expect.objectContaining({ name: 'PictureError' }))
    }
  })
})

/** The file with an Exif segment that says how it is to be turned. */
function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.from(`ffe100224578696600004d4d002a00000008000101120003000000010000000000000000`, 'hex')
  exif.writeUInt16BE(orientation, exif.length - 8)
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)])
}
