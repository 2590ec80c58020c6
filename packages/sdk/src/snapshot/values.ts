import { type AbiParameter, type Address, getAddress } from 'viem'
import { bytesOfHex, hexOfBytes } from '../encoders/hex.ts'
import { SnapshotMalformedError } from '../errors/snapshot.ts'
import type { ByteReader, ByteWriter } from './bytes.ts'

/** Integers of more bits are bigints, as viem decodes them. */
const numberBits = 48
const addressBytes = 20

/** The accounts that stand in what was written so far, each once. */
export class AccountWriter {
  readonly #places = new Map<string, number>()

  /** Where the account stands among them; behind them, and then its bytes, when it is a new one. */
  write(to: ByteWriter, account: Address): void {
    const key = account.toLowerCase()
    const place = this.#places.get(key) ?? this.#places.size
    to.count(place)
    if (place < this.#places.size) return
    this.#places.set(key, place)
    to.hex(account)
  }
}

/** The same, read. */
export class AccountReader {
  readonly #accounts: Address[] = []
  readonly #known = new Set<Address>()

  read(from: ByteReader): Address {
    const place = from.count()
    const known = this.#accounts[place]
    if (known !== undefined) return known
    const account = getAddress(hexOfBytes(from.raw(addressBytes)))
    if (place > this.#accounts.length || this.#known.has(account)) {
      throw new SnapshotMalformedError({ reason: 'an account is not where it should be' })
    }
    this.#accounts.push(account)
    this.#known.add(account)
    return account
  }
}

/** How values of one type of the ABI are written and read: as viem decodes them, and no others. */
export type ValueCodec = {
  write(to: ByteWriter, value: unknown, accounts: AccountWriter): void
  read(from: ByteReader, accounts: AccountReader): unknown
}

/** @throws Error when events of the contracts have no such values */
export function codecOf(parameter: AbiParameter): ValueCodec {
  const { type } = parameter
  const [, item, length] = /^(.*)\[(\d*)\]$/.exec(type) ?? []
  if (item !== undefined) return listCodec(codecOf({ ...parameter, type: item }), length)
  if (type === 'tuple') return tupleCodec((parameter as { components: readonly AbiParameter[] }).components)
  const bits = /^uint(\d+)$/.exec(type)?.[1]
  if (bits !== undefined) return integerCodec(Number(bits))
  const size = /^bytes(\d+)$/.exec(type)?.[1]
  if (size !== undefined) {
    return {
      write: (to, value) => to.hex(value as `0x${string}`),
      read: from => from.hex(Number(size)),
    }
  }
  const simple = simpleCodecs[type]
  if (!simple) throw new Error(`events have no values of type ${type}`)
  return simple
}

const simpleCodecs: Readonly<Record<string, ValueCodec>> = {
  address: {
    write: (to, value, accounts) => accounts.write(to, value as Address),
    read: (from, accounts) => accounts.read(from),
  },
  bool: {
    write: (to, value) => to.byte(value === true ? 1 : 0),
    read: from => {
      const byte = from.byte()
      if (byte > 1) throw new SnapshotMalformedError({ reason: 'a value is neither true nor false' })
      return byte === 1
    },
  },
  bytes: {
    write: (to, value) => to.block(bytesOfHex(value as `0x${string}`)),
    read: from => hexOfBytes(from.block()),
  },
  string: {
    write: (to, value) => to.text(value as string),
    read: from => from.text(),
  },
}

function integerCodec(bits: number): ValueCodec {
  return {
    write: (to, value) => to.integer(value as bigint | number),
    read: from => (bits <= numberBits ? from.number(bits) : from.bigint(bits)),
  }
}

function listCodec(item: ValueCodec, length: string | undefined): ValueCodec {
  const fixed = length ? Number(length) : undefined
  return {
    write: (to, value, accounts) => {
      const items = value as readonly unknown[]
      if (fixed === undefined) to.count(items.length)
      for (const each of items) item.write(to, each, accounts)
    },
    read: (from, accounts) => {
      const count = fixed ?? from.countOfItems()
      return Array.from({ length: count }, () => item.read(from, accounts))
    },
  }
}

/** The values of a tuple, or of an event, by name. */
export function tupleCodec(components: readonly AbiParameter[]): ValueCodec {
  const parts = components.map(component => [component.name!, codecOf(component)] as const)
  return {
    write: (to, value, accounts) => {
      const values = value as Record<string, unknown>
      for (const [name, codec] of parts) codec.write(to, values[name], accounts)
    },
    read: (from, accounts) => {
      const values: Record<string, unknown> = {}
      for (const [name, codec] of parts) values[name] = codec.read(from, accounts)
      return values
    },
  }
}
