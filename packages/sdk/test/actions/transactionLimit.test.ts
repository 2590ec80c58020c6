import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM } from '@ethereumjs/evm'
import {
  createPublicClient,
  custom,
  type Hex,
  hexToBytes,
  MethodNotSupportedRpcError,
  RpcRequestError,
  toHex,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { missingCode } from '../../src/actions/deployTrainer.ts'
import {
  executionCap,
  executionLimit,
  transactionLimit,
} from '../../src/actions/internal/transactionLimit.ts'
import { TransactionRevertedError } from '../../src/errors/index.ts'
import { startChain } from './chain.ts'

const kind = { classifier: 'sparse-perceptron', mechanism: 'points' } as const
/** In storage words of their own: 22,100 gas each, so more than 2^24 together. */
const words = 850
const classifierOptions = { featureCount: 32 * words - 1, weightBits: 8, learningRate: 1 }

/** A model that is created in one transaction, by a client that leaves its gas to the SDK. */
async function createLargeModel(hardfork: string) {
  const chain = await startChain(['--hardfork', hardfork])
  try {
    const client = chain.client(0)
    for (const creation of await missingCode(client, kind.mechanism)) {
      const hash = await client.sendTransaction(creation)
      await client.waitForTransactionReceipt({ hash })
    }
    const created = client
      .createModelSync({
        ...kind,
        classifierOptions,
        incentiveOptions: {
          verifyTime: 1,
          confirmTime: 1,
          contributionPoints: 1,
          reportPoints: 1,
          dailyCap: 9,
        },
        metadata: { name: 'Large', classes: ['no', 'yes'], encoder: 'none' },
        words: Array<bigint>(words).fill(1n),
      })
      .then(({ receipt }) => receipt.gasUsed)
    const gas = await created.catch((error: Error) => error)
    const [executed, all, { gasLimit }] = await Promise.all([
      executionLimit(client),
      transactionLimit(client),
      client.getBlock(),
    ])
    return { executed, all, gas, gasLimit }
  } finally {
    await chain.anvil.stop()
  }
}

describe('gas of a transaction', () => {
  test('may be more than 2^24 where the chain has no such cap', async () => {
    const { executed, all, gas, gasLimit } = await createLargeModel('prague')
    expect([executed, all]).toEqual([gasLimit, gasLimit])
    expect(gas).toBeGreaterThan(executionCap)
  })

  test('is 2^24 at most where it has', async () => {
    const { executed, all, gas } = await createLargeModel('osaka')
    expect([executed, all]).toEqual([executionCap, executionCap])
    expect(gas).toBeInstanceOf(TransactionRevertedError)
  })
})

/** A node whose chain begins with a fork that anvil does not know yet: its calls are run by @ethereumjs/evm. */
function nodeOn(hardfork: Hardfork) {
  const common = new Common({ chain: Mainnet, hardfork })
  return createPublicClient({
    transport: custom({
      async request({ method, params }: { method: string; params: [{ data: Hex }] }) {
        if (method === 'eth_getBlockByNumber')
          return { gasLimit: toHex(200_000_000), number: '0x1', timestamp: '0x1' }
        if (method !== 'eth_call') throw new MethodNotSupportedRpcError(new Error(method), { method })
        const evm = await createEVM({ common })
        const { execResult } = await evm.runCall({ data: hexToBytes(params[0].data), gasLimit: 10n ** 6n })
        if (execResult.exceptionError)
          throw new RpcRequestError({
            body: {},
            error: { code: -32000, message: execResult.exceptionError.error },
            url: '',
          })
        return toHex(execResult.returnValue)
      },
    }),
  })
}

describe('the limits of a chain', () => {
  test.each([
    { hardfork: Hardfork.Prague, executed: 200_000_000n, all: 200_000_000n },
    { hardfork: Hardfork.Osaka, executed: executionCap, all: executionCap },
    // what is above 2^24 pays for growth of the state
    { hardfork: Hardfork.Amsterdam, executed: executionCap, all: 200_000_000n },
  ])('are known by what its fork has: $hardfork', async ({ hardfork, executed, all }) => {
    const client = nodeOn(hardfork)
    expect(await executionLimit(client)).toBe(executed)
    expect(await transactionLimit(client)).toBe(all)
  })
})
