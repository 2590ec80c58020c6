import type { Picture } from '../types.ts'

/**
 * How a JPEG is to be turned, as its camera says (Exif, tag 0x0112): a number from 1, as it is, to 8. Where that is missing
 * or damaged, 1.
 */
export function orientationOf(jpeg: Uint8Array): number {
  try {
    return inSegments(new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength))
  } catch (error) {
    if (error instanceof RangeError) return 1
    throw error
  }
}

const startOfScan = 0xffda
const app1 = 0xffe1
/** `Exif`, and two zeros. */
const exifMark = 0x45786966
const orientationTag = 0x0112

/** Reads beyond the end throw a RangeError. */
function inSegments(view: DataView): number {
  for (let at = 2; ; ) {
    const marker = view.getUint16(at)
    const length = view.getUint16(at + 2)
    if (marker < 0xff00 || marker === startOfScan) return 1
    if (marker === app1 && view.getUint32(at + 4) === exifMark) {
      return inExif(new DataView(view.buffer, view.byteOffset + at + 10, length - 8))
    }
    at += 2 + length
  }
}

function inExif(view: DataView): number {
  const little = view.getUint16(0) === 0x4949
  const first = view.getUint32(4, little)
  const count = view.getUint16(first, little)
  for (let i = 0; i < count; i++) {
    const entry = first + 2 + 12 * i
    if (view.getUint16(entry, little) !== orientationTag) continue
    const value = view.getUint16(entry + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** The picture, turned and mirrored as an orientation says. */
export function orient({ width, height, data }: Picture, orientation: number): Picture {
  if (orientation === 1) return { width, height, data }
  const isTurned = orientation >= 5
  const turned = { width: isTurned ? height : width, height: isTurned ? width : height }
  const result = new Uint8Array(data.length)
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const [along, down] = isTurned ? [y, x] : [x, y]
      const fromX = [2, 3, 7, 8].includes(orientation) ? width - 1 - along : along
      const fromY = [3, 4, 6, 7].includes(orientation) ? height - 1 - down : down
      const from = 4 * (fromY * width + fromX)
      result.set(data.subarray(from, from + 4), 4 * (y * turned.width + x))
    }
  }
  return { ...turned, data: result }
}
