import { readPictureHead } from '@cotrain/sdk'
import { formatBytes } from '../encoders/formatBytes.ts'
import { type DraftPicture, draftPicture } from './DraftPicture.ts'
import { PictureFileError } from './PictureFileError.ts'
import { drawn, fitted, toFile } from './toFile.ts'

/** Bytes of a file at most. */
const maxBytes = 20_000_000
/** Pixels of a picture at most; the decoder takes some ten bytes for each. */
const maxPixels = 40_000_000
/** A picture that the browser decodes is made so small: pixels to a side. */
const decodedSide = 1_024

/**
 * The picture in a file. JPEG and PNG files are taken as they are; what else the browser can decode (WebP, AVIF, HEIC …) is
 * made a PNG.
 *
 * @throws PictureFileError
 */
export async function readPictureFile(file: File): Promise<DraftPicture> {
  if (file.size > maxBytes) {
    throw new PictureFileError(`${named(file)} has ${formatBytes(file.size)}.`, {
      metaMessages: [`Take one of up to ${formatBytes(maxBytes)}.`],
    })
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const head = readPictureHead(bytes)
  if (!head) return decodeByBrowser(file, bytes)
  if (head.width * head.height > maxPixels) {
    throw new PictureFileError(`${named(file)} has ${head.width} × ${head.height} pixels.`, {
      metaMessages: [`Take one of up to ${maxPixels / 1e6} million.`],
    })
  }
  return draftPicture({ file: bytes, name: named(file) })
}

async function decodeByBrowser(file: File, bytes: Uint8Array): Promise<DraftPicture> {
  // SVG and the like are programs that draw: they look different everywhere
  const isText = /^\s*</.test(new TextDecoder('latin1').decode(bytes.subarray(0, 100)))
  // without a type the browser goes by the content alone
  const bitmap = isText ? undefined : await createImageBitmap(new Blob([file])).catch(() => undefined)
  if (!bitmap) {
    throw new PictureFileError(`${named(file)} is no picture that your browser can read.`, {
      metaMessages: ['Take a JPEG or PNG file.'],
    })
  }
  try {
    const png = await toFile(drawn(bitmap, fitted(bitmap, decodedSide)), 'image/png')
    const note =
      'Your browser has decoded this kind of file, and another browser may get slightly different pixels of it. JPEG and PNG are the same everywhere.'
    return draftPicture({ file: png, name: named(file), note })
  } finally {
    bitmap.close()
  }
}

const named = ({ name }: File) => name || 'The picture'
