import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  cotrainActions,
  defaultOptions,
  devAccount,
  formatModelId,
  type IncentiveOptions,
  type MechanismName,
  type ModelReference,
  packWeights,
} from '@cotrain/sdk'
import { startAnvil } from '@cotrain/testing/anvil'
import pino from 'pino'
import { createTestClient, createWalletClient, http, parseEther, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { connectToLocal } from '../../src/context.ts'
import { openBudget } from '../../src/keeper/budget.ts'
import type { Keeping } from '../../src/keeper/Keeping.ts'
import { createMemory } from '../../src/keeper/Memory.ts'
import { createMetrics } from '../../src/keeper/metrics.ts'
import { makePass } from '../../src/keeper/pass.ts'
import type { Settings } from '../../src/keeper/types.ts'
import { createWatch } from '../../src/keeper/watch.ts'

/** Says 1 to the first four of eight features, 0 to the others. */
const words = packWeights(Int32Array.of(0, 20, 20, 20, 20, -20, -20, -20, -20), 8)
const shape = {
  classifierOptions: { featureCount: 8, weightBits: 8 },
  metadata: { name: 'Eight words', classes: ['ham', 'spam'], encoder: 'indices-v1:8' },
  words,
}

export type Chosen = Omit<Partial<Keeping>, 'settings' | 'budget'> & {
  settings?: Partial<Settings>
  /** Wei a day for what brings nothing. */
  spend?: bigint
}

/** A chain, people on it, models of eight features, and keepers; and a folder for what is remembered. */
export async function startStage() {
  const anvil = await startAnvil()
  const state = mkdtempSync(join(tmpdir(), 'cotrain-keeper-'))
  process.env.XDG_STATE_HOME = state
  const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(anvil.rpcUrl) }).extend(
    publicActions,
  )
  const person = (index: number) =>
    createWalletClient({
      account: devAccount(index),
      chain: foundry,
      transport: http(anvil.rpcUrl),
      pollingInterval: 20,
    })
      .extend(publicActions)
      .extend(cotrainActions())
  /** A new model of account 0, under a mechanism. */
  async function deploy<mechanism extends MechanismName>(
    mechanism: mechanism,
    chosen: Partial<IncentiveOptions<mechanism>>,
    learningRate = 1,
  ): Promise<ModelReference<mechanism, 'sparse-perceptron'>> {
    const kind = { mechanism, classifier: 'sparse-perceptron' } as const
    await person(0).deployTrainer(kind)
    const incentiveOptions = Object.assign(defaultOptions(mechanism), chosen)
    const { model } = await person(0).createModelSync({
      ...kind,
      ...shape,
      classifierOptions: { ...shape.classifierOptions, learningRate },
      incentiveOptions,
    })
    return model as ModelReference<mechanism, 'sparse-perceptron'>
  }
  /** A keeper of an account for some models. */
  async function keeper(index: number, models: readonly ModelReference[], chosen: Chosen = {}) {
    const client = await connectToLocal(anvil.rpcUrl, index)
    const named = await Promise.all(models.map(model => client.getModel({ model })))
    const { settings, spend = 0n, ...rest } = chosen
    const keeping: Keeping = {
      client,
      account: devAccount(index),
      settings: { take: true, gas: 10_000_000n, bundles: async () => [], testSet: undefined, ...settings },
      minProfit: 0n,
      maxFee: undefined,
      budget: await openBudget(spend, undefined),
      dryRun: false,
      timeout: 20_000,
      watch: createWatch(client, { named, mechanism: undefined }),
      metrics: createMetrics(),
      log: pino({ level: 'silent' }),
      stop: new AbortController().signal,
      isOurs: async () => true,
      ...rest,
    }
    const memory = createMemory()
    return { keeping, look: () => makePass(keeping, memory) }
  }
  return {
    rpcUrl: anvil.rpcUrl,
    state,
    tester,
    person,
    deploy,
    keeper,
    id: formatModelId,
    async skip(seconds: number) {
      await tester.increaseTime({ seconds })
      await tester.mine({ blocks: 1 })
    },
    balance: (index: number) => tester.getBalance({ address: devAccount(index).address }),
    sent: (index: number) =>
      tester.getTransactionCount({ address: devAccount(index).address, blockTag: 'pending' }),
    async close() {
      await anvil.stop()
      rmSync(state, { recursive: true, force: true })
    },
  }
}

export type Stage = Awaited<ReturnType<typeof startStage>>

/** Seconds and gwei: the first deposit is 0.0036 ETH, and deposits fall fast. */
export const depositOptions = {
  refundTime: 60,
  ownerClaimTime: 3_600,
  anyClaimTime: 86_400,
  depositWeight: 1_000,
}

/** A sample of one feature, and what the models say of it at first. */
export const lesson = (feature: number) => ({
  label: feature < 4 ? 1 : 0,
  sample: Uint16Array.of(feature),
})

export const ether = parseEther
