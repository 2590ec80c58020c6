import { decode as decodeJpeg } from 'jpeg-js'
import { PictureError } from '../errors.ts'
import type { Picture } from '../types.ts'
import { maxPixels } from './checkPicture.ts'
import { orient, orientationOf } from './orientation.ts'
import { decodePng } from './png.ts'

const maxMegabytes = 1024

/**
 * The pixels of a JPEG or PNG file, decoded in JavaScript: the same in Node and in every browser, which have decoders of
 * their own that differ. As they do, it turns a JPEG as its camera says. Colour profiles are left aside.
 *
 * The size that the file states is checked first, but a PNG that lies may unpack to a thousand times its own bytes: who
 * decodes files of strangers must bound those.
 *
 * @throws PictureError if it is neither, damaged, or states more than 50 million pixels.
 */
export function decodePicture(bytes: Uint8Array): Picture {
  const decode = startsWith(bytes, pngMark) ? decodePng : startsWith(bytes, jpegMark) ? jpeg : undefined
  if (decode === undefined) {
    throw new PictureError('This is neither a JPEG nor a PNG picture.', {
      metaMessages: ['Save the picture as one of them.'],
    })
  }
  try {
    return decode(bytes)
  } catch (cause) {
    if (cause instanceof PictureError) throw cause
    throw new PictureError(`The picture cannot be read: ${messageOf(cause)}.`, {
      cause,
      metaMessages: ['It may be damaged, or too large. Save it again, or smaller.'],
    })
  }
}

const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpegMark = [0xff, 0xd8, 0xff]

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte)
}

function jpeg(bytes: Uint8Array): Picture {
  const decoded = decodeJpeg(bytes, {
    useTArray: true,
    tolerantDecoding: false,
    maxResolutionInMP: maxPixels / 1e6,
    maxMemoryUsageInMB: maxMegabytes,
  })
  return orient(decoded, orientationOf(bytes))
}

/** The libraries throw texts as well. */
function messageOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '')
}
