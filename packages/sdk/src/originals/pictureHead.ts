/** What the first bytes of a picture say of it. */
export type PictureHead = {
  kind: 'png' | 'jpeg'
  /** Pixels. */
  width: number
  height: number
}

const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * The kind and the size of a picture, without decoding it: whoever decodes one of a few bytes may get one of billions of
 * pixels.
 *
 * @returns undefined when it is neither PNG nor JPEG, or broken before its size is told.
 */
export function readPictureHead(bytes: Uint8Array): PictureHead | undefined {
  const head = pngMark.every((byte, i) => bytes[i] === byte) ? pngHead(bytes) : jpegHead(bytes)
  return head && head.width > 0 && head.height > 0 ? head : undefined
}

function pngHead(bytes: Uint8Array): PictureHead | undefined {
  const isHeader = [0x49, 0x48, 0x44, 0x52].every((byte, i) => bytes[12 + i] === byte)
  if (!isHeader || bytes.length < 33) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { kind: 'png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** Goes from one segment to the next until the frame that tells the size. */
function jpegHead(bytes: Uint8Array): PictureHead | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    // bytes between two segments may be filled
    if (marker === 0xff) at += 1
    else if (isFrame(marker))
      return { kind: 'jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    else if (marker === 0xd9 || marker === 0xda) return undefined
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
