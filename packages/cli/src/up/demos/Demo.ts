import type { ChainClient } from '../../chain/anvil.ts'
import type { Connection } from '../../context.ts'
import type { Output } from '../../output.ts'

/** What a demo stands on. */
export type Stage = {
  out: Output
  chain: ChainClient
  rpcUrl: string
  /** Signs as development account 0, who owns the demos. */
  client: Connection
  /** The folder that keeps the chain. */
  folder: string
}

/** A demo on the chain, and what the dashboard can load beside it. */
export type DeployedDemo = {
  id: string
  /** Samples that the model never saw in training, where they can be had, and the path that they are served at. */
  heldOut?: { path: string; text: string }
  /** The file with the secret of the demo market's sponsor. */
  secret?: { path: string; text: string }
}

/** Lets time pass on a local chain. */
export async function pass({ chain }: Stage, seconds: number): Promise<void> {
  await chain.increaseTime({ seconds })
  await chain.mine({ blocks: 1 })
}
