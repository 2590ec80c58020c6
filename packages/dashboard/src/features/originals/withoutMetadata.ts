import { orientationOf } from '@cotrain/encoders'
import { readPictureHead } from '@cotrain/sdk'

/**
 * The file of a picture without what cameras and programs write beside the pixels, such as where and when it was taken. Its
 * pixels stay the same: of a JPEG what says how it is turned is written anew.
 */
export function withoutMetadata(file: Uint8Array): Uint8Array {
  const head = readPictureHead(file)
  if (head?.kind === 'png') return join(pngParts(file))
  return head?.kind === 'jpeg' ? join(jpegParts(file)) : file
}

/** Chunks that hold no pixels, colours or transparency. */
const told = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'])

function pngParts(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const parts = [file.subarray(0, 8)]
  for (let at = 8; at + 12 <= file.length; ) {
    const end = at + 12 + view.getUint32(at)
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8))
    if (!told.has(name)) parts.push(file.subarray(at, end))
    // what somebody has hung on behind the end is not part of the picture
    if (name === 'IEND') break
    at = end
  }
  return parts
}

const startOfScan = 0xda
const comment = 0xfe
const endOfImage = [0xff, 0xd9] as const

function jpegParts(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const orientation = orientationOf(file)
  const parts = [file.subarray(0, 2), ...(orientation === 1 ? [] : [exifOf(orientation)])]
  for (let at = 2; at + 4 <= file.length; ) {
    const marker = file[at + 1]!
    if (file[at] !== 0xff || marker === startOfScan) {
      parts.push(file.subarray(at, endOf(file, at)))
      break
    }
    // bytes between two segments may be filled
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + Math.max(2, view.getUint16(at + 2))
    if (!isTold(marker)) parts.push(file.subarray(at, end))
    at = end
  }
  return parts
}

/** APP1 to APP15 and comments; APP14 (Adobe) says how colours are meant. */
const isTold = (marker: number) => (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === comment

/** Behind the last end of an image, which phones use for films and depths. */
function endOf(file: Uint8Array, from: number): number {
  for (let at = from; at + 1 < file.length; at++) {
    if (file[at] === endOfImage[0] && file[at + 1] === endOfImage[1]) return at + 2
  }
  return file.length
}

/** A segment that says how the picture is turned, and nothing else. */
function exifOf(orientation: number): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ]
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]
  return Uint8Array.of(0xff, 0xe1, 0, body.length + 2, ...body)
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
