import type { Picture } from '@cotrain/encoders'

/** A picture with at most `side` pixels to each side, for looking at: every so many pixels one is kept. */
export function smaller(picture: Picture, side: number): Picture {
  const step = Math.ceil(Math.max(picture.width, picture.height) / side)
  if (step <= 1) return picture
  const width = Math.max(1, Math.floor(picture.width / step))
  const height = Math.max(1, Math.floor(picture.height / step))
  const data = new Uint8ClampedArray(4 * width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // of a picture that is much longer than wide the short side may have less than a step
      const [fromX, fromY] = [Math.min(x * step, picture.width - 1), Math.min(y * step, picture.height - 1)]
      const from = 4 * (fromY * picture.width + fromX)
      data.set(picture.data.subarray(from, from + 4), 4 * (y * width + x))
    }
  }
  return { width, height, data }
}
