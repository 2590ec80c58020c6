import { cotrainActions, devAccount } from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { createPublicClient, createTestClient, http, publicActions, walletActions } from 'viem'
import { foundry } from 'viem/chains'

/** A client of one development account, with the chain's own calls and all actions of the SDK. */
export function clientOf(rpcUrl: string, account: number) {
  return createTestClient({
    mode: 'anvil',
    account: devAccount(account),
    chain: foundry,
    transport: http(rpcUrl),
    pollingInterval: 10,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions)
    .extend(cotrainActions())
}

export type BenchClient = ReturnType<typeof clientOf>

/** The people of a measurement, each with an account. */
export type Cast = {
  /** The EVM and its version. */
  evm: string
  owner: BenchClient
  contributor: BenchClient
  taker: BenchClient
  corrector: BenchClient
}

/** Runs `measure` on a fresh chain with the rules of mainnet, and ends the chain. */
export async function onFreshChain<T>(measure: (cast: Cast) => Promise<T>): Promise<T> {
  const chain: Anvil = await startAnvil()
  try {
    const client = (account: number) => clientOf(chain.rpcUrl, account)
    const node = createPublicClient({ transport: http(chain.rpcUrl) })
    const evm = `${await node.request({ method: 'web3_clientVersion' })}, hardfork osaka`
    const [owner, contributor, taker, corrector] = [client(0), client(1), client(2), client(3)]
    return await measure({ evm, owner, contributor, taker, corrector })
  } finally {
    await chain.stop()
  }
}

/** Moves the chain's clock forward, and mines a block so that the price is read at the new time. */
export async function pass(client: BenchClient, seconds: number): Promise<void> {
  await client.increaseTime({ seconds })
  await client.mine({ blocks: 1 })
}
