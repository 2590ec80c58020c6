import type { CotrainClient } from '../client.ts'
import { getEventsOf, type TrainerEvent, type WhichEvents } from '../getEvents.ts'
import { type Header, headerAt, isMissing, mapAbreast, patiently } from './blocks.ts'

/** The blocks of one answer do not follow from those of another: the chain was reorganised meanwhile. */
export class BrokenChainError extends Error {
  override name = 'BrokenChainError'
}

export type TailBlock = { header: Header; events: TrainerEvent[] }

/**
 * The blocks from `from` to `target`, with their events, up to the first that nobody who answers has. They are asked for
 * by hash, one by one: who does not know a block must say so (EIP-234).
 *
 * @throws BrokenChainError
 */
export async function readTail(
  client: CotrainClient,
  which: WhichEvents,
  from: bigint,
  target: Header,
): Promise<TailBlock[]> {
  if (from > target.number) return []
  const numbers = Array.from({ length: Number(target.number - from) }, (_, i) => from + BigInt(i))
  const headers = [...(await mapAbreast(numbers, number => headerAt(client, number))), target]
  for (const [i, { parentHash }] of headers.entries()) {
    if (i > 0 && parentHash !== headers[i - 1]!.hash) throw new BrokenChainError()
  }
  const read = await mapAbreast(headers, async header => {
    const ask = () => getEventsOf(client, which, header)
    const events = await patiently(ask, isMissing).catch((error: unknown) => {
      if (isMissing(error)) return undefined
      throw error
    })
    return events && { header, events }
  })
  const missing = read.indexOf(undefined)
  return (missing < 0 ? read : read.slice(0, missing)) as TailBlock[]
}
