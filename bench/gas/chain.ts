import { cotrainActions, devAccount } from '@cotrain/sdk'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { createClient, createTestClient, http } from 'viem'
import { getBlock } from 'viem/actions'
import { foundry } from 'viem/chains'

/** A client of one development account, with anvil's own calls and all actions of the SDK. */
export function clientOf(rpcUrl: string, account: number) {
  return createTestClient({
    mode: 'anvil',
    account: devAccount(account),
    chain: foundry,
    transport: http(rpcUrl),
    pollingInterval: 10,
    cacheTime: 0,
  }).extend(cotrainActions())
}

export type BenchClient = ReturnType<typeof clientOf>

/** The people of a measurement, each with an account. */
export type Cast = {
  /** The EVM and its version. */
  evm: string
  rpcUrl: string
  owner: BenchClient
  contributor: BenchClient
  taker: BenchClient
  corrector: BenchClient
}

/** When the chains of the bench begin: the same second every time, as all that happens on them is the same. */
const beginning = 1_700_000_000

/** Runs `measure` on a fresh chain with the rules of mainnet, and ends the chain. A block is a second after the last. */
export async function onFreshChain<T>(measure: (cast: Cast) => Promise<T>): Promise<T> {
  const { rpcUrl, stop }: Anvil = await startAnvil({ args: ['--timestamp', String(beginning)] })
  try {
    const [owner, contributor, taker, corrector] = [0, 1, 2, 3].map(account => clientOf(rpcUrl, account)) as [
      BenchClient,
      BenchClient,
      BenchClient,
      BenchClient,
    ]
    await owner.setBlockTimestampInterval({ interval: 1 })
    const node = createClient({ transport: http(rpcUrl) })
    const evm = `${await node.request({ method: 'web3_clientVersion' })}, hardfork osaka`
    return await measure({ evm, rpcUrl, owner, contributor, taker, corrector })
  } finally {
    await stop()
  }
}

/** Moves the chain's clock forward, and mines a block so that the price is read at the new time. */
export async function pass(client: BenchClient, seconds: number): Promise<void> {
  const { timestamp } = await getBlock(client)
  await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(seconds) })
  await client.mine({ blocks: 1 })
}
