import { abiOf, devAccount, type ModelReference, trainerOf } from '@cotrain/sdk'
import { packSample, toSample } from '@cotrain/sdk/encoders'
import { createTestClient, http, parseEther } from 'viem'
import { foundry } from 'viem/chains'
import { clientOf } from './chain.ts'

/** Contributions of a transaction: what fits into one on mainnet. */
const batch = 30
const words = 40

interface Options {
  count: number
  /** The accounts that contribute, in turn. */
  accounts: readonly number[]
  /** Seconds between two transactions. */
  pause?: number
}

/** Teaches a model of texts many random samples, in seconds. Every run teaches the same. */
export async function teachMany(
  rpcUrl: string,
  { mechanism, modelId }: Pick<ModelReference, 'mechanism' | 'modelId'>,
  { count, accounts, pause = 0 }: Options,
): Promise<void> {
  const random = randomNumbers(1)
  const chain = createTestClient({ mode: 'anvil', chain: foundry, transport: http(rpcUrl) })
  for (const account of accounts) {
    await chain.setBalance({ address: devAccount(account).address, value: parseEther('1000000000') })
  }
  for (let made = 0; made < count; made += batch) {
    const size = Math.min(batch, count - made)
    const client = clientOf(rpcUrl, accounts[(made / batch) % accounts.length]!)
    const hash = await client.writeContract({
      address: trainerOf(mechanism).trainer,
      abi: abiOf({ mechanism }),
      functionName: 'contributeBatch',
      args: [
        modelId,
        Array.from({ length: size }, () => random(2)),
        Array.from({ length: size }, () => sampleOf(random)),
      ],
      value: mechanism === 'points' ? 0n : parseEther('100') * BigInt(size),
      gas: 16_700_000n,
    } as never)
    const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 20 })
    if (status !== 'success') throw new Error(`the contributions from ${made} on failed`)
    if (pause > 0) await chain.increaseTime({ seconds: pause })
  }
  await chain.mine({ blocks: 1 })
}

/** Features of the shipped model of mails. */
const featureCount = 4_000

function sampleOf(random: (below: number) => number) {
  const indices = new Set<number>()
  while (indices.size < words) indices.add(random(featureCount))
  return packSample(toSample(indices))
}

/** Fixed pseudo-random numbers (a linear congruential generator), so that every run has the same work. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
