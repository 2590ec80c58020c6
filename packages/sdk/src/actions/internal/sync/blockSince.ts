import type { CotrainClient } from '../client.ts'
import { type Header, headerAt, newestHeader, patiently } from './blocks.ts'

/** Blocks, back from the newest one, by which the pace of a chain is judged. */
const stretch = 1_000n

/** What is known of where a time lies: between a block before it, if there is one, and a block since it. */
type Bounds = { before: Header | undefined; since: Header }

/** How many blocks before the first one are no reason to look on. */
export const near = 128n

const found = new WeakMap<CotrainClient, Map<bigint, bigint>>()
const underWay = new WeakMap<CotrainClient, Promise<Header>>()

/**
 * The first block of a time (seconds since 1970) or later, or one that is fewer than {@link near} before it; the newest
 * one where all are earlier. Contracts know the time of what they did, and no number of a block that all chains would
 * count alike. It takes a few rounds of a few blocks each: of a chain whose blocks come regularly one or two.
 */
export async function blockSince(client: CotrainClient, time: bigint): Promise<bigint> {
  const known = found.get(client) ?? new Map<bigint, bigint>()
  found.set(client, known)
  const earlier = known.get(time)
  if (earlier !== undefined) return earlier
  const newest = await newestAt(client, time)
  const block = await search(client, time, newest)
  // blocks that may still be replaced are looked for again
  if (newest.number - block > stretch) known.set(time, block)
  return block
}

/** The newest block; a member that is behind is asked again. */
async function newestAt(client: CotrainClient, time: bigint): Promise<Header> {
  const behind = new Error('the node is behind')
  let newest: Header | undefined
  const ask = async () => {
    newest = await newestOnce(client)
    if (newest.timestamp < time) throw behind
    return newest
  }
  return patiently(ask, error => error === behind).catch((error: unknown) => {
    if (error === behind && newest) return newest
    throw error
  })
}

/** The newest block; those who ask for it at the same time have one answer. */
function newestOnce(client: CotrainClient): Promise<Header> {
  const asked =
    underWay.get(client) ??
    newestHeader(client).finally(() => {
      underWay.delete(client)
    })
  underWay.set(client, asked)
  return asked
}

async function search(client: CotrainClient, time: bigint, newest: Header): Promise<bigint> {
  if (newest.timestamp < time) return newest.number
  const earlier = await headerAt(client, newest.number > stretch ? newest.number - stretch : 0n)
  const bounds: Bounds = { before: undefined, since: newest }
  narrow(bounds, time, [earlier])
  let misjudged = false
  for (;;) {
    const [from, to] = left(bounds)
    if (to - from < near) return from
    const asked = misjudged ? evenly(from, to) : around(bounds, estimate(bounds, time, { newest, earlier }))
    const numbers = new Set(asked.map(number => clamp(number, from, to - 1n)))
    narrow(bounds, time, await Promise.all([...numbers].map(number => headerAt(client, number))))
    const [first, last] = left(bounds)
    // the node answers with other blocks than it is asked for
    if (misjudged && first === from && last === to) return from
    // blocks that do not come evenly here are cut into equal parts, and judged again
    misjudged = !misjudged && last - first > (to - from) / 8n
  }
}

/** Between which blocks the first one is. */
function left({ before, since }: Bounds): [from: bigint, to: bigint] {
  return [(before?.number ?? -1n) + 1n, since.number]
}

/** Blocks close around a guess, and further away. */
function around(bounds: Bounds, guess: bigint): bigint[] {
  const [from, to] = left(bounds)
  const reach = (bounds.before ? to - from : to - guess) / 64n + 1n
  return [guess - reach, guess - near / 2n, guess + near / 2n - 1n, guess + reach]
}

function evenly(from: bigint, to: bigint): bigint[] {
  return [1n, 2n, 3n, 4n].map(part => from + ((to - from) * part) / 5n)
}

function narrow(bounds: Bounds, time: bigint, headers: readonly Header[]): void {
  for (const header of headers) {
    if (header.timestamp >= time) {
      if (header.number < bounds.since.number) bounds.since = header
    } else if (header.number > (bounds.before?.number ?? -1n)) {
      bounds.before = header
    }
  }
}

/** Where the time should lie if blocks came at an even pace: between the bounds, or as lately where one is missing. */
function estimate(
  { before, since }: Bounds,
  time: bigint,
  { newest, earlier }: { newest: Header; earlier: Header },
): bigint {
  const [a, b] = before ? [before, since] : [earlier, newest]
  const seconds = b.timestamp - a.timestamp
  if (seconds <= 0n) return since.number - 1n
  return since.number - ((since.timestamp - time) * (b.number - a.number)) / seconds
}

function clamp(number: bigint, least: bigint, most: bigint): bigint {
  if (number < least) return least
  return number > most ? most : number
}
