import { createHash } from 'node:crypto'
import type { CotrainStorage } from '@cotrain/sdk'
import { numberToHex, type Transport } from 'viem'
import { CliError } from './errors.ts'

/** Where it is kept which chain a node is of. Addresses of nodes have secrets in them. */
function keyOf(nodes: readonly string[]): string {
  return `1/node/${createHash('sha256').update(nodes.join(' ')).digest('hex')}`
}

/** A chain that is taken for the node's, and the promise that it is. */
export type KnownChain = { id: number; confirmed: Promise<void> }

/**
 * The chain of a node. Where it was of a chain the last time, that one is taken while the node is asked, so that nobody
 * waits for it.
 *
 * @param ask Asks the node.
 */
export async function knowChain(
  storage: CotrainStorage,
  nodes: readonly string[],
  ask: () => Promise<number>,
): Promise<KnownChain> {
  const key = keyOf(nodes)
  const kept = Number(new TextDecoder().decode(await storage.get(key)))
  if (!Number.isSafeInteger(kept) || kept <= 0) {
    const id = await ask()
    await storage.set(key, new TextEncoder().encode(String(id)))
    return { id, confirmed: Promise.resolve() }
  }
  const confirmed = ask().then(async id => {
    if (id === kept) return
    await storage.delete(key)
    throw new CliError(`The node is of chain ${id} now, and was of chain ${kept} the last time.`, [
      'Nothing was sent. Run the command again.',
    ])
  })
  // whoever waits for an answer learns of it
  confirmed.catch(() => {})
  return { id: kept, confirmed }
}

/** Lets nothing of a node through before it is certain which chain it is of; that question it answers itself. */
export function onKnownChain<transport extends Transport>(
  transport: transport,
  { id, confirmed }: KnownChain,
): transport {
  const through = (parameters: Parameters<transport>[0]) => {
    const inner = transport(parameters)
    const request = async (args: { method: string }, options?: never) => {
      if (args.method === 'eth_chainId') return numberToHex(id)
      if (args.method.startsWith('eth_send')) await confirmed
      const [answer] = await Promise.all([inner.request(args as never, options), confirmed])
      return answer
    }
    return { ...inner, request: request as typeof inner.request }
  }
  return through as transport
}
