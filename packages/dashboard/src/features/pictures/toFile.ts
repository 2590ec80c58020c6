import { PictureFileError } from './PictureFileError.ts'

/** What a canvas can draw. */
type Drawable = ImageBitmap | HTMLVideoElement | HTMLCanvasElement

interface Size {
  width: number
  height: number
}

/** The size of a picture when neither side is longer than `side`. */
export function fitted({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Draws a picture anew, over white, in the size given. */
export function drawn(source: Drawable, { width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')!
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, width, height)
  return canvas
}

/** The file of what is on a canvas. @throws PictureFileError when the browser makes none, as where it is too large. */
export async function toFile(
  canvas: HTMLCanvasElement,
  type: 'image/png' | 'image/jpeg',
  quality?: number,
): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, type, quality))
  if (blob === null) throw new PictureFileError('Your browser could not save the picture.')
  return new Uint8Array(await blob.arrayBuffer())
}
