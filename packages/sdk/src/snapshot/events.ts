import type { Abi, AbiEvent, Hex } from 'viem'
import type { TrainerEvent } from '../actions/internal/getEvents.ts'
import { SnapshotMalformedError } from '../errors/snapshot.ts'
import { abiOf } from '../kinds/abiOf.ts'
import type { MechanismName } from '../kinds/abis.ts'
import type { ByteReader, ByteWriter } from './bytes.ts'
import { AccountReader, AccountWriter, tupleCodec, type ValueCodec } from './values.ts'

type EventCodec = { eventName: string; codec: ValueCodec }

const codecs = new Map<MechanismName, readonly EventCodec[]>()

/** The events of a mechanism's trainer in the order of their names. */
function codecsOf(mechanism: MechanismName): readonly EventCodec[] {
  const known = codecs.get(mechanism)
  if (known) return known
  const events = (abiOf({ mechanism }) as Abi).filter((item): item is AbiEvent => item.type === 'event')
  const made = events
    .map(({ name, inputs }) => ({ eventName: name, codec: tupleCodec(inputs) }))
    .sort((a, b) => (a.eventName < b.eventName ? -1 : 1))
  codecs.set(mechanism, made)
  return made
}

/** Of the byte behind an event's name: it is of another transaction than the one before, and it has a time. */
const flags = { transaction: 1, time: 2 } as const
const hashBytes = 32
const timeBits = 64

/** Writes events, oldest first. Names are the numbers of those of the mechanism, so that these are part of the format. */
export function writeEvents(to: ByteWriter, mechanism: MechanismName, events: readonly TrainerEvent[]): void {
  const known = codecsOf(mechanism)
  const numbers = new Map(known.map(({ eventName }, i) => [eventName, i]))
  const accounts = new AccountWriter()
  let [block, transaction] = [0n, '']
  to.count(events.length)
  for (const { eventName, args, blockNumber, logIndex, transactionHash, time } of events) {
    const number = numbers.get(eventName)!
    const isOther = transactionHash !== transaction
    to.byte(number)
    to.byte((isOther ? flags.transaction : 0) | (time === undefined ? 0 : flags.time))
    to.count(Number(blockNumber - block))
    to.count(logIndex)
    if (isOther) to.hex(transactionHash)
    if (time !== undefined) to.integer(time)
    known[number]!.codec.write(to, args, accounts)
    block = blockNumber
    transaction = transactionHash
  }
}

/** @throws SnapshotMalformedError */
export function readEvents(from: ByteReader, mechanism: MechanismName): TrainerEvent[] {
  const known = codecsOf(mechanism)
  const accounts = new AccountReader()
  const events: TrainerEvent[] = []
  let [block, last] = [0n, -1]
  let transactionHash: Hex | undefined
  const count = from.countOfItems()
  for (let i = 0; i < count; i++) {
    const found = known[from.byte()]
    if (!found) throw new SnapshotMalformedError({ reason: `event ${i} has no name` })
    const flag = from.byte()
    if (flag > (flags.transaction | flags.time)) {
      throw new SnapshotMalformedError({ reason: `event ${i} has unknown flags` })
    }
    const blocks = from.count()
    const logIndex = from.count()
    if (blocks === 0 && i > 0 && logIndex <= last) {
      throw new SnapshotMalformedError({ reason: `event ${i} is before the one before it` })
    }
    if (flag & flags.transaction) transactionHash = from.hex(hashBytes)
    if (transactionHash === undefined) {
      throw new SnapshotMalformedError({ reason: 'the first event has no transaction' })
    }
    const time = flag & flags.time ? from.bigint(timeBits) : undefined
    block += BigInt(blocks)
    last = logIndex
    const args = found.codec.read(from, accounts)
    const place = { blockNumber: block, logIndex, transactionHash, time }
    events.push({ eventName: found.eventName, args, ...place } as TrainerEvent)
  }
  return events
}
