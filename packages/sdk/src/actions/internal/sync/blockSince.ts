import type { CotrainClient } from '../client.ts'
import { type Header, headerAt, newestHeader, patiently } from './blocks.ts'

/** Blocks, back from the newest one, by which the pace of a chain is judged. */
const stretch = 1_000n

/** What is known of where a time lies: between a block before it, if there is one, and a block since it. */
type Bounds = { before: Header | undefined; since: Header }

/** How many blocks before the first one are no reason to look on: nodes give the logs of more at once. */
export const near = 512n

/** Chains of fewer blocks than so many times {@link near} are cut into equal parts at once. */
const parts = 8n

const found = new WeakMap<CotrainClient, Map<bigint, bigint>>()
const underWay = new WeakMap<CotrainClient, Promise<Header>>()

/**
 * The first block of a time (seconds since 1970) or later, or one that is fewer than {@link near} before it; the newest
 * one where all are earlier. Contracts know the time of what they did, and no number of a block that all chains would
 * count alike. It takes a few rounds of a few blocks each: of a short chain, or one whose blocks come regularly, one or
 * two.
 *
 * @param known The newest block, if somebody has asked for it already.
 */
export async function blockSince(client: CotrainClient, time: bigint, known?: Header): Promise<bigint> {
  const places = found.get(client) ?? new Map<bigint, bigint>()
  found.set(client, places)
  const earlier = places.get(time)
  if (earlier !== undefined) return earlier
  const newest = known && known.timestamp >= time ? known : await newestAt(client, time)
  const block = await search(client, time, newest)
  // blocks that may still be replaced are looked for again
  if (newest.number - block > stretch) places.set(time, block)
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
export function newestOnce(client: CotrainClient): Promise<Header> {
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
  const bounds: Bounds = { before: undefined, since: newest }
  if (newest.number < parts * near) {
    const asked = equalParts(0n, newest.number, newest.number / near + 1n)
    narrow(bounds, time, await Promise.all(asked.map(number => headerAt(client, number))))
  }
  if (isFound(bounds)) return left(bounds)[0]
  const earlier = await headerAt(client, newest.number > stretch ? newest.number - stretch : 0n)
  narrow(bounds, time, [earlier])
  let misjudged = false
  for (;;) {
    const [from, to] = left(bounds)
    if (isFound(bounds)) return from
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
  return equalParts(from, to, 5n)
}

/** Where a range is cut into so many equal parts. */
function equalParts(from: bigint, to: bigint, count: bigint): bigint[] {
  return Array.from({ length: Number(count) - 1 }, (_, i) => from + ((to - from) * BigInt(i + 1)) / count)
}

function isFound(bounds: Bounds): boolean {
  const [from, to] = left(bounds)
  return to - from < near
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
