import type { AccountFields, StateManagerInterface } from '@ethereumjs/common'
import { Account, type Address, bytesToBigInt, KECCAK256_NULL } from '@ethereumjs/util'
import { keccak256 } from 'viem'
import {
  type AccountCell,
  accountKey,
  type Cell,
  type Cells,
  type Changes,
  codeKey,
  wordKey,
} from './Cells.ts'

const nothing = new Uint8Array(0)

/**
 * What one transaction or call sees and changes: a state below that it leaves as it is, and its own changes above. It
 * has no state root, which nobody asks the demo for.
 */
export class OverlayState implements StateManagerInterface {
  readonly #below: Cells
  readonly #changes = new Map<string, Cell | undefined>()
  /** For each checkpoint, what stood in the changes before; undefined where they had nothing. */
  readonly #checkpoints: Map<string, { cell: Cell | undefined } | undefined>[] = []

  constructor(below: Cells) {
    this.#below = below
  }

  get changes(): Changes {
    return this.#changes
  }

  /** The values of words before the transaction, which the gas of writing them depends on. */
  readonly originalStorageCache = {
    get: async (address: Address, key: Uint8Array) => this.#wordBelow(wordKeyOf(address, key)),
    clear: () => {},
  }

  async getAccount(address: Address): Promise<Account | undefined> {
    const cell = this.#read(accountKey(address.toString())) as AccountCell | undefined
    return cell && new Account(cell.nonce, cell.balance, undefined, cell.codeHash)
  }

  async putAccount(address: Address, account?: Account): Promise<void> {
    const cell = account && {
      nonce: account.nonce,
      balance: account.balance,
      codeHash: account.codeHash,
    }
    this.#write(accountKey(address.toString()), cell)
  }

  async deleteAccount(address: Address): Promise<void> {
    this.#write(accountKey(address.toString()), undefined)
    this.#write(codeKey(address.toString()), undefined)
    await this.clearStorage(address)
  }

  async modifyAccountFields(address: Address, fields: AccountFields): Promise<void> {
    const account = (await this.getAccount(address)) ?? new Account()
    if (fields.nonce !== undefined) account.nonce = fields.nonce
    if (fields.balance !== undefined) account.balance = fields.balance
    if (fields.codeHash !== undefined) account.codeHash = fields.codeHash
    await this.putAccount(address, account)
  }

  async putCode(address: Address, code: Uint8Array): Promise<void> {
    this.#write(codeKey(address.toString()), code)
    const codeHash = code.length === 0 ? KECCAK256_NULL : keccak256(code, 'bytes')
    await this.modifyAccountFields(address, { codeHash })
  }

  async getCode(address: Address): Promise<Uint8Array> {
    return (this.#read(codeKey(address.toString())) as Uint8Array | undefined) ?? nothing
  }

  async getCodeSize(address: Address): Promise<number> {
    return (await this.getCode(address)).length
  }

  async getStorage(address: Address, key: Uint8Array): Promise<Uint8Array> {
    return (this.#read(wordKeyOf(address, key)) as Uint8Array | undefined) ?? nothing
  }

  async putStorage(address: Address, key: Uint8Array, value: Uint8Array): Promise<void> {
    this.#write(wordKeyOf(address, key), value)
  }

  /** Only contracts that this transaction makes are ever cleared, and these have no words below. */
  async clearStorage(address: Address): Promise<void> {
    const prefix = `s${address.toString()}`
    for (const key of this.#changes.keys()) if (key.startsWith(prefix)) this.#write(key, nothing)
  }

  async checkpoint(): Promise<void> {
    this.#checkpoints.push(new Map())
  }

  async commit(): Promise<void> {
    const top = this.#checkpoints.pop()
    const below = this.#checkpoints.at(-1)
    if (!top || !below) return
    for (const [key, cell] of top) if (!below.has(key)) below.set(key, cell)
  }

  async revert(): Promise<void> {
    for (const [key, before] of this.#checkpoints.pop() ?? []) {
      if (before) this.#changes.set(key, before.cell)
      else this.#changes.delete(key)
    }
  }

  async getStateRoot(): Promise<Uint8Array> {
    return new Uint8Array(32)
  }

  async setStateRoot(): Promise<void> {
    throw new Error('The demo has no state roots.')
  }

  async hasStateRoot(): Promise<boolean> {
    return false
  }

  clearCaches(): void {}

  shallowCopy(): OverlayState {
    return new OverlayState(this.#below)
  }

  #read(key: string): Cell | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#below.read(key)
  }

  #write(key: string, cell: Cell | undefined): void {
    const checkpoint = this.#checkpoints.at(-1)
    if (checkpoint && !checkpoint.has(key)) {
      checkpoint.set(key, this.#changes.has(key) ? { cell: this.#changes.get(key) } : undefined)
    }
    this.#changes.set(key, cell)
  }

  #wordBelow(key: string): Uint8Array {
    return (this.#below.read(key) as Uint8Array | undefined) ?? nothing
  }
}

const wordKeyOf = (address: Address, key: Uint8Array) => wordKey(address.toString(), bytesToBigInt(key))
