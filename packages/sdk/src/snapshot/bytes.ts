import type { Hex } from 'viem'
import { bytesOfHex, hexOfBytes } from '../encoders/hex.ts'
import { SnapshotMalformedError } from '../errors/snapshot.ts'

const decoder = /*#__PURE__*/ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = /*#__PURE__*/ new TextEncoder()

/** Bytes of an integer that a number holds exactly. */
const exactBytes = 6

/** Puts values one behind the other. */
export class ByteWriter {
  #bytes = new Uint8Array(4_096)
  #length = 0

  /** All that was written; later writes may change it. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  byte(value: number): void {
    this.#room(1)
    this.#bytes[this.#length++] = value
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  hex(value: Hex): void {
    this.raw(bytesOfHex(value))
  }

  /** A count: seven bits a byte, the lowest first. */
  count(value: number): void {
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 128)
    this.byte(rest)
  }

  /** An integer from 0 on: how many bytes it takes, then these, the highest first. */
  integer(value: number | bigint): void {
    const digits = value.toString(16)
    const padded = digits.length % 2 === 0 ? digits : `0${digits}`
    const length = BigInt(value) === 0n ? 0 : padded.length / 2
    this.byte(length)
    if (length > 0) this.hex(`0x${padded}`)
  }

  /** Bytes of any number. */
  block(bytes: Uint8Array): void {
    this.count(bytes.length)
    this.raw(bytes)
  }

  text(value: string): void {
    this.block(encoder.encode(value))
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more))
    larger.set(this.written())
    this.#bytes = larger
  }
}

/**
 * Reads values one behind the other. There is one spelling of each value, and nothing is allocated for what is not there.
 *
 * @throws SnapshotMalformedError
 */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Bytes that are not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    return this.raw(1)[0]!
  }

  /** A view of the next bytes. */
  raw(length: number): Uint8Array {
    if (length > this.left) throw new SnapshotMalformedError({ reason: 'it ends too early' })
    const start = this.#at
    this.#at += length
    return this.#bytes.subarray(start, this.#at)
  }

  hex(length: number): Hex {
    return hexOfBytes(this.raw(length))
  }

  count(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte()
      value += (byte & 127) * scale
      if (!Number.isSafeInteger(value)) throw new SnapshotMalformedError({ reason: 'a count is too large' })
      if (byte < 128) {
        if (byte === 0 && scale > 1) throw new SnapshotMalformedError({ reason: 'a count is spelt too long' })
        return value
      }
    }
  }

  /** How many items follow that take a byte each at least. */
  countOfItems(): number {
    const count = this.count()
    if (count > this.left) throw new SnapshotMalformedError({ reason: 'it ends too early' })
    return count
  }

  /** An integer of up to 48 bits. */
  number(bits: number): number {
    const bytes = this.#integer(bits)
    let value = 0
    for (const byte of bytes) value = 256 * value + byte
    return value
  }

  bigint(bits: number): bigint {
    const bytes = this.#integer(bits)
    if (bytes.length > exactBytes) return BigInt(hexOfBytes(bytes))
    let value = 0
    for (const byte of bytes) value = 256 * value + byte
    return BigInt(value)
  }

  block(): Uint8Array {
    return this.raw(this.count())
  }

  text(): string {
    try {
      return decoder.decode(this.block())
    } catch (cause) {
      if (cause instanceof SnapshotMalformedError) throw cause
      throw new SnapshotMalformedError({ reason: 'a text is not UTF-8', cause })
    }
  }

  #integer(bits: number): Uint8Array {
    const length = this.byte()
    if (8 * length > bits)
      throw new SnapshotMalformedError({ reason: `an integer has more than ${bits} bits` })
    const bytes = this.raw(length)
    if (bytes[0] === 0) throw new SnapshotMalformedError({ reason: 'an integer is spelt too long' })
    return bytes
  }
}
