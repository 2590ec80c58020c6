import { type DecodedPng, decode } from 'fast-png'
import type { Picture } from '../types.ts'
import { checkSize } from './checkPicture.ts'

/** Where a PNG file says how wide and high it is. */
const sizeAt = 16

/** Decodes a PNG file. What it throws may be any error. */
export function decodePng(bytes: Uint8Array): Picture {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  checkSize(head.getUint32(sizeAt), head.getUint32(sizeAt + 4))
  const png = decode(bytes, { checkCrc: true })
  const { width, height } = png
  const colours = coloursOf(png)
  const data = new Uint8Array(4 * width * height)
  const values = valuesOf(png)
  for (let i = 0; i < width * height; i++) {
    const own = values.subarray(i * png.channels, (i + 1) * png.channels)
    data.set(colours(own), 4 * i)
  }
  return { width, height, data }
}

/** What the numbers of a pixel mean: red, green, blue and opacity. */
function coloursOf({ palette, transparency, channels, depth }: DecodedPng) {
  if (palette !== undefined) {
    return ([index]: ArrayLike<number> & Iterable<number>) => {
      const [red, green, blue, opacity = 255] = palette[index!]!
      return [red!, green!, blue!, opacity]
    }
  }
  const byte = (value: number) => (depth === 16 ? value >> 8 : (value * 255) / (2 ** depth - 1))
  const isGrey = channels < 3
  const hasOpacity = channels % 2 === 0
  return (own: Uint8Array | Uint16Array) => {
    // a colour that counts as transparent
    const isClear =
      transparency !== undefined && transparency.length > 0 && own.every((v, i) => v === transparency[i])
    const opacity = hasOpacity ? byte(own[channels - 1]!) : isClear ? 0 : 255
    const [red, green, blue] = isGrey ? [own[0]!, own[0]!, own[0]!] : own
    return [byte(red!), byte(green!), byte(blue!), opacity]
  }
}

/** A number for each channel of each pixel; of less than eight bits several stand in a byte, and rows begin with a byte. */
function valuesOf({ width, height, channels, depth, data }: DecodedPng): Uint8Array | Uint16Array {
  if (depth === 16) return data as Uint16Array
  if (depth === 8) return new Uint8Array(data)
  const perRow = Math.ceil((width * depth) / 8)
  return Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const at = (i % width) * depth
    const byte = data[Math.floor(i / width) * perRow + (at >> 3)]!
    return (byte >> (8 - depth - (at & 7))) & (2 ** depth - 1)
  })
}
