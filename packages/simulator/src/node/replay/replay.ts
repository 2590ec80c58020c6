import { CotrainError } from '@cotrain/sdk/errors'
import { abiOf, type ClassifierName, type Kind, type MechanismName } from '@cotrain/sdk/kinds'
import { type Abi, type Address, encodeFunctionData } from 'viem'
import type { Sample } from '../../data/DataSet.ts'
import { loadData, splitFor } from '../../data/node/loadData.ts'
import { createWorld, type RunOptions } from '../../engine/createWorld.ts'
import { contractArgs } from '../../engine/proofs.ts'
import { runScenario } from '../../engine/simulate.ts'
import type { SentTransaction, World } from '../../engine/World.ts'
import { parseScenario } from '../../scenario/parseScenario.ts'
import type { ScenarioInput } from '../../scenario/schema.ts'
import { compareState, type Difference } from './compare.ts'
import { contractOf } from './contractOf.ts'
import { DevChain, type Outgoing } from './DevChain.ts'
import { type Deployed, deployWorld } from './deploy.ts'
import { packed } from './packed.ts'

/** What came of a run on a real chain. */
export type ReplayReport = {
  classifier: ClassifierName
  mechanism: MechanismName
  trainer: Address
  modelId: bigint
  transactions: number
  blocks: number
  /** Values that were compared: outcomes of transactions, balances, parameters, logs, counts. */
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
  const runSeed = seed ?? scenario.seed
  const data = await loadData(splitFor(scenario.data, runSeed))
  const given = { scenario, data, seed: runSeed }
  const chain = new DevChain(rpcUrl)
  const { world: beginning } = createWorld(given)
  const { kind } = contractOf(beginning)
  await chain.takeOver([beginning.owner])
  try {
    const deployed = await deployWorld(rpcUrl, beginning)
    const { modelId, createdAt } = deployed
    const replayed = new Replayed(chain, kind, deployed)
    await replayed.begin([...beginning.accounts.keys()])
    const { world, sent } = recorded({ ...given, startTime: createdAt, modelId, keepsLog: true })
    return await replayed.finish(world, sent, onProgress)
  } finally {
    await chain.release()
  }
}

/** A run, and its transactions but for the creation of the model. */
function recorded(options: RunOptions): { world: World; sent: SentTransaction[] } {
  const sent: SentTransaction[] = []
  const { world } = runScenario({ ...options, record: transaction => sent.push(transaction) })
  return { world, sent: sent.slice(1) }
}

/** The transactions of a run on their way to the chain. */
class Replayed {
  readonly #chain: DevChain
  readonly #kind: Kind
  readonly #deployed: Deployed
  readonly #before = new Map<Address, bigint>()
  readonly #differences: Difference[] = []
  readonly #fees = new Map<Address, bigint>()
  readonly #gas = new Map<string, { total: number; count: number }>()
  #compared = 0
  #done = 0
  #blocks = 0

  constructor(chain: DevChain, kind: Kind, deployed: Deployed) {
    this.#chain = chain
    this.#kind = kind
    this.#deployed = deployed
  }

  /** Looks at the balances of all who will send something, and takes over the making of blocks. */
  async begin(accounts: readonly Address[]): Promise<void> {
    await this.#chain.takeOver(accounts)
    for (const account of [...accounts, this.#deployed.trainer]) {
      this.#before.set(account, await this.#chain.balance(account))
    }
    await this.#chain.holdBlocks()
  }

  /** Sends all that was not sent yet, then compares everything with the world that the run ended with. */
  async finish(
    world: World,
    sent: readonly SentTransaction[],
    onProgress: ReplayOptions['onProgress'],
  ): Promise<ReplayReport> {
    for (const group of byTime(sent.slice(this.#done))) {
      await this.send(group)
      onProgress?.(this.#done, sent.length)
    }
    // The chain's clock goes to the end of the run, too.
    if (world.time > (await this.#chain.block()).time) await this.#chain.mine(world.time, [])
    for (const account of world.accounts.keys()) {
      const got = (await this.#gained(account)) + (this.#fees.get(account) ?? 0n)
      this.#compare(`balance of ${account}`, got, world.twin.received(account))
    }
    const { trainer, modelId } = this.#deployed
    this.#compare('balance of the trainer', await this.#gained(trainer), world.twin.balance())
    const { classifier, mechanism } = this.#kind
    const state = await compareState(this.#chain, world, modelId)
    return {
      classifier,
      mechanism,
      trainer,
      modelId,
      transactions: this.#done,
      blocks: this.#blocks,
      compared: this.#compared + state.compared,
      differences: [...this.#differences, ...state.differences],
      gas: Object.fromEntries(
        [...this.#gas].map(([name, { total, count }]) => [name, { mean: Math.round(total / count), count }]),
      ),
    }
  }

  /** Has transactions of the same second mined in a block. */
  async send(group: readonly SentTransaction[]): Promise<void> {
    const { time } = group[0]!
    if (this.#done === 0 && time <= (await this.#chain.block()).time) {
      throw new CotrainError(
        `The model took too long to deploy: the chain's clock is past the first contribution.`,
        {
          metaMessages: ['Try a smaller model, or a chain with nothing else to do.'],
        },
      )
    }
    const outgoing = group.map(transaction => this.#outgoing(transaction))
    for (const [i, { accepted, fee, gas }] of (await this.#chain.mine(time, outgoing)).entries()) {
      const { sender, functionName, accepted: expected } = group[i]!
      this.#compare(`${functionName}, transaction ${this.#done + i}`, accepted, expected)
      this.#fees.set(sender, (this.#fees.get(sender) ?? 0n) + fee)
      if (accepted) this.#addGas(functionName, gas)
    }
    this.#done += group.length
    this.#blocks++
  }

  /** What an account has more than at first. */
  async #gained(account: Address): Promise<bigint> {
    return (await this.#chain.balance(account)) - this.#before.get(account)!
  }

  #outgoing(transaction: SentTransaction): Outgoing {
    const { sender, functionName, value } = transaction
    const kind = this.#kind
    const args = contractArgs(transaction)
    const onChain = (arg: unknown): unknown => {
      if (Array.isArray(arg)) return arg.map(onChain)
      return ArrayBuffer.isView(arg) ? packed(kind.classifier, arg as Sample) : arg
    }
    const [, ...rest] = args.map(onChain)
    const data = encodeFunctionData({
      abi: abiOf(kind) as Abi,
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
