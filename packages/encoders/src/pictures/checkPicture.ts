import { PictureError } from '../errors.ts'
import type { Picture } from '../types.ts'

/** What a picture may have at most: sums over all its pixels stay exact. */
export const maxPixels = 50_000_000

/** @throws PictureError unless a picture has pixels, not too many of them, and four bytes for each. */
export function checkPicture({ width, height, data }: Picture): void {
  checkSize(width, height)
  if (data.length !== 4 * width * height) {
    throw new PictureError(`The picture has ${data.length} bytes, not four for each of its pixels.`)
  }
}

/** @throws PictureError unless a picture of this size has pixels, and not too many. */
export function checkSize(width: number, height: number): void {
  const whole = [width, height].every(side => Number.isSafeInteger(side) && side > 0)
  if (whole && width * height <= maxPixels) return
  throw new PictureError(`A picture of ${width} × ${height} pixels cannot be encoded.`, {
    metaMessages: [`It has from 1 to ${maxPixels} pixels.`],
  })
}

/** A byte of colour with its opacity, over white, rounded halves up. */
export function overWhite(colour: number, opacity: number): number {
  return Math.floor((2 * (colour * opacity + 255 * (255 - opacity)) + 255) / 510)
}
