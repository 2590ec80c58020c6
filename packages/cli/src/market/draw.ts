import type { Connection } from '../context.ts'
import type { Output } from '../output.ts'
import { mineUpTo } from './mineLocal.ts'
import type { MarketModel } from './types.ts'

/** Draws the pieces that must be shown, once the block that decides is there. */
export async function drawWhenReady(
  client: Connection,
  out: Output,
  rpc: string,
  model: MarketModel,
): Promise<number[]> {
  const { drawBlock } = await client.getMarket({ model })
  out.log(`The hash of block ${drawBlock} decides which pieces must be shown.`)
  await mineUpTo(client, rpc, drawBlock + 1n)
  const { pieces } = await client.drawPiecesSync({ model })
  return pieces
}
