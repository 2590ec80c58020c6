import { CotrainError } from '@cotrain/sdk/errors'
import { type KindName, kinds } from '@cotrain/sdk/kinds'
import { type Abi, type Address, encodeFunctionData } from 'viem'
import type { Sample } from '../../data/DataSet.ts'
import { loadData } from '../../data/node/loadData.ts'
import { createWorld } from '../../engine/createWorld.ts'
import { runScenario } from '../../engine/simulate.ts'
import type { SentTransaction, World } from '../../engine/World.ts'
import { parseScenario } from '../../scenario/parseScenario.ts'
import type { ScenarioInput } from '../../scenario/schema.ts'
import { compareState, type Difference } from './compare.ts'
import { DevChain, type Outgoing } from './DevChain.ts'
import { type Deployed, deployWorld } from './deploy.ts'
import { packed } from './packed.ts'

/** What came of a run on a real chain. */
export type ReplayReport = {
  kind: KindName
  trainer: Address
  modelId: bigint
  transactions: number
  blocks: number
  /** Values that were compared: outcomes of transactions, balances, parameters, records, counts. */
  compared: number
  /** None, when chain and twin agree. */
  differences: Difference[]
  /** Mean gas of the transactions that went through, as the chain charged it. */
  gas: Record<string, { mean: number; count: number }>
}

export type ReplayOptions = {
  scenario: ScenarioInput
  /** Address of a development chain (anvil). */
  rpcUrl: string
  /** @default the scenario's */
  seed?: number | undefined
  /** Called after each block with the transactions that are mined. */
  onProgress?: ((done: number, total: number) => void) | undefined
}

/** As `replay`, which loads this. */
export async function replayOnChain({
  scenario: input,
  rpcUrl,
  seed,
  onProgress,
}: ReplayOptions): Promise<ReplayReport> {
  const scenario = parseScenario(input)
  const options = { scenario, data: await loadData(scenario.data), seed: seed ?? scenario.seed }
  const chain = new DevChain(rpcUrl)
  const beginning = createWorld(options)
  await chain.takeOver([beginning.world.owner])
  try {
    const deployed = await deployWorld(rpcUrl, beginning.world)
    const before = await chain.balance(deployed.trainer)
    const sent: SentTransaction[] = []
    const { world } = runScenario({
      ...options,
      startTime: deployed.createdAt,
      record: transaction => sent.push(transaction),
    })
    const run = new Replayed(chain, world, deployed, sent.slice(1))
    return await run.finish(before, onProgress)
  } finally {
    await chain.release()
  }
}

/** The transactions of a run on their way to the chain. */
class Replayed {
  readonly #chain: DevChain
  readonly #world: World
  readonly #deployed: Deployed
  readonly #sent: readonly SentTransaction[]
  readonly #differences: Difference[] = []
  readonly #fees = new Map<Address, bigint>()
  readonly #gas = new Map<string, { total: number; count: number }>()
  #compared = 0

  constructor(chain: DevChain, world: World, deployed: Deployed, sent: readonly SentTransaction[]) {
    this.#chain = chain
    this.#world = world
    this.#deployed = deployed
    this.#sent = sent
  }

  /** Sends everything, then compares. */
  async finish(trainerBefore: bigint, onProgress: ReplayOptions['onProgress']): Promise<ReplayReport> {
    const { kind } = this.#world.creation
    const accounts = [...this.#world.accounts.keys()]
    await this.#chain.takeOver(accounts)
    const before = await Promise.all(accounts.map(account => this.#chain.balance(account)))
    const blocks = await this.#sendAll(onProgress)
    for (const [i, account] of accounts.entries()) {
      const spent = before[i]! - (await this.#chain.balance(account)) - (this.#fees.get(account) ?? 0n)
      this.#compare(`balance of ${account}`, -spent, this.#world.twin.received(account))
    }
    const { trainer, modelId } = this.#deployed
    const held = (await this.#chain.balance(trainer)) - trainerBefore
    this.#compare('balance of the trainer', held, this.#world.twin.balance())
    const state = await compareState(this.#chain, this.#world, kind, modelId)
    return {
      kind,
      trainer,
      modelId,
      transactions: this.#sent.length,
      blocks,
      compared: this.#compared + state.compared,
      differences: [...this.#differences, ...state.differences],
      gas: Object.fromEntries(
        [...this.#gas].map(([name, { total, count }]) => [name, { mean: Math.round(total / count), count }]),
      ),
    }
  }

  async #sendAll(onProgress: ReplayOptions['onProgress']): Promise<number> {
    const groups = byTime(this.#sent)
    const now = await this.#chain.time()
    if (groups[0] !== undefined && groups[0][0]!.time <= now) {
      throw new CotrainError(
        `The model took too long to deploy: the chain's clock is past the first contribution.`,
        {
          metaMessages: ['Try a smaller model, or a chain with nothing else to do.'],
        },
      )
    }
    await this.#chain.holdBlocks()
    let done = 0
    for (const group of groups) {
      const mined = await this.#chain.mine(
        group[0]!.time,
        group.map(transaction => this.#outgoing(transaction)),
      )
      for (const [i, { accepted, fee, gas }] of mined.entries()) {
        const { sender, functionName, accepted: expected } = group[i]!
        this.#compare(`${functionName}, transaction ${done + i}`, accepted, expected)
        this.#fees.set(sender, (this.#fees.get(sender) ?? 0n) + fee)
        if (accepted) this.#addGas(functionName, gas)
      }
      done += group.length
      onProgress?.(done, this.#sent.length)
    }
    return groups.length
  }

  #outgoing({ sender, functionName, args, value }: SentTransaction): Outgoing {
    const { kind } = this.#world.creation
    const [, ...rest] = args.map(arg => (ArrayBuffer.isView(arg) ? packed(kind, arg as Sample) : arg))
    const data = encodeFunctionData({
      abi: kinds[kind].abi as Abi,
      functionName,
      args: [this.#deployed.modelId, ...rest],
    })
    return { from: sender, to: this.#deployed.trainer, value, data }
  }

  #addGas(functionName: string, gas: number): void {
    const { total = 0, count = 0 } = this.#gas.get(functionName) ?? {}
    this.#gas.set(functionName, { total: total + gas, count: count + 1 })
  }

  #compare(what: string, onChain: bigint | boolean, onTwin: bigint | boolean): void {
    this.#compared++
    if (onChain !== onTwin) this.#differences.push({ what, chain: String(onChain), twin: String(onTwin) })
  }
}

/** Transactions of the same second are of the same block. */
function byTime(transactions: readonly SentTransaction[]): SentTransaction[][] {
  const groups: SentTransaction[][] = []
  for (const transaction of transactions) {
    const last = groups.at(-1)
    if (last?.[0]?.time === transaction.time) last.push(transaction)
    else groups.push([transaction])
  }
  return groups
}
