import { type Address, hexToBytes, keccak256 } from 'viem'
import type { Recording } from './recording.ts'

/**
 * Of a state: an account (`a` and its address), its code (`c` and its address) or a word of its storage (`s`, its address
 * and the word's key, all in lower-case hex). A word is bytes without leading zeros.
 */
export type Cell = AccountCell | Uint8Array

/** Never changed in place. */
export type AccountCell = { readonly nonce: bigint; readonly balance: bigint; readonly codeHash: Uint8Array }

/** A state that can be read. */
export type Cells = { read(key: string): Cell | undefined }

/** What a block changed; undefined stands for a cell that is not there. */
export type Changes = ReadonlyMap<string, Cell | undefined>

/** The state of a chain after its last block, and after each block since the recording. */
export class History implements Cells {
  readonly #cells = new Map<string, Cell | undefined>()
  /** What stood in the cells before each block after the recording. */
  readonly #before: Map<string, Cell | undefined>[] = []
  /** The number of the last recorded block. */
  readonly #first: number

  constructor({ accounts, blocks }: Recording) {
    this.#first = blocks.length - 1
    for (const [address, account] of Object.entries(accounts)) this.#fill(address as Address, account)
  }

  #fill(address: Address, { nonce, balance, code = '0x', storage = {} }: Recording['accounts'][Address]) {
    const name = address.toLowerCase()
    const codeHash = keccak256(code, 'bytes')
    this.#cells.set(`a${name}`, { nonce: BigInt(nonce), balance: BigInt(balance), codeHash })
    if (code !== '0x') this.#cells.set(`c${name}`, hexToBytes(code))
    for (const [key, value] of Object.entries(storage)) {
      const word = BigInt(value)
      if (word !== 0n) this.#cells.set(wordKey(name, BigInt(key)), hexToBytes(evenHex(word)))
    }
  }

  /** The oldest block whose state is known. */
  get oldest(): number {
    return this.#first
  }

  read(key: string): Cell | undefined {
    return this.#cells.get(key)
  }

  /** The state after a block that is known. */
  at(number: number): Cells {
    const later = this.#before.slice(number - this.#first)
    if (later.length === 0) return this
    return {
      read: key => {
        const changed = later.find(before => before.has(key))
        return changed ? changed.get(key) : this.#cells.get(key)
      },
    }
  }

  /** Adds what the next block changed. */
  append(changes: Changes): void {
    const before = new Map<string, Cell | undefined>()
    for (const [key, cell] of changes) {
      before.set(key, this.#cells.get(key))
      this.#cells.set(key, cell)
    }
    this.#before.push(before)
  }
}

export const accountKey = (address: string) => `a${address}`
export const codeKey = (address: string) => `c${address}`
export const wordKey = (address: string, key: bigint) => `s${address}${key.toString(16)}`

function evenHex(word: bigint): `0x${string}` {
  const digits = word.toString(16)
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`
}
