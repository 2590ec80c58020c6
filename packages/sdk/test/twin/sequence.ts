import type { Address } from 'viem'
import { expect } from 'vitest'
import type { Kind } from '../../src/kinds/index.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import type { Chain, Result, TrainerCall, Transaction } from './Chain.ts'
import { Dice } from './Dice.ts'
import { generate, viewCall } from './Generator.ts'
import { mechanismOf, mechanismSides } from './mechanisms/index.ts'
import { outcomeOf } from './outcomes.ts'
import { Tally } from './Tally.ts'
import { callTwin, readsOf, readsOfModel, readTwin, replayed, restored, runOnBoth } from './TwinSide.ts'
import type { Claim, World } from './World.ts'

/** The transactions of one block, each as a kind and a seed; then some calls of views. */
export type BlockPlan = { gap: number; transactions: [kind: string, seed: number][]; views: number[] }

/** Enough for every deposit that a sequence can ask for: 2^120 wei each. */
const balance = 2n ** 120n

/** Runs a sequence of blocks on a new trainer and on a new twin, and compares all that can be seen. */
export async function runSequence(
  chain: Chain,
  kind: Kind,
  accounts: readonly Address[],
  plans: readonly BlockPlan[],
  total: Tally,
): Promise<void> {
  await chain.deploy(kind, accounts, balance)
  await mechanismSides[kind.mechanism].prepare?.(chain)
  const twin: Twin = createTwin({ ...kind, address: chain.trainer })
  const tally = new Tally()
  const history: Claim[] = []

  for (const { gap, transactions, views } of plans) {
    if (transactions.length + views.length === 0) continue
    const dice = new Dice(gap)
    const block = {
      time: nextTime(dice, chain.time, history, twin),
      blockNumber: chain.blockNumber + 1n,
    }
    const world: World = { twin, block, accounts, dice, tally, history }
    const count = (call: TrainerCall, result: Result) => {
      const outcome = outcomeOf(twin, block, call, result)
      tally.add(outcome)
      total.add(outcome)
    }
    const planned: Transaction[] = []
    const expected: Result[] = []
    for (const [name, seed] of transactions) {
      const transaction = generate({ ...world, dice: new Dice(seed) }, name)
      const { result, there } = runOnBoth(twin, block, transaction)
      remember(history, twin, result)
      planned.push(there)
      expected.push(result)
      count(transaction, result)
    }
    const results = await chain.run(block.time, planned)
    for (const [i, result] of results.entries()) {
      expect(expected[i], `transaction ${i}, ${planned[i]!.functionName}`).toEqual(result)
    }

    const calls = views.map(seed => viewCall({ ...world, dice: new Dice(seed) }))
    const answers = await chain.call(calls)
    for (const [i, answer] of answers.entries()) {
      const own = callTwin(twin, chain.time, calls[i]!)
      count(calls[i]!, own)
      expect(own, `view ${calls[i]!.functionName}`).toEqual(answer)
    }
    await compareState(chain, twin, accounts)
  }
  await compareReplay(chain, twin, accounts)
}

/** Every readable value and every balance is the same. */
async function compareState(chain: Chain, twin: Twin, accounts: readonly Address[]): Promise<void> {
  const reads = readsOf(twin, accounts)
  const [onChain] = await chain.call([{ functionName: 'multicall', args: [reads] }])
  expect({ result: readTwin(twin, chain.time, reads), events: [] }, 'state').toEqual(onChain)
  const balances = await chain.balances([chain.trainer, ...accounts])
  const own = [twin.balance(), ...accounts.map(account => balance + twin.received(account))]
  expect(own, 'balances').toEqual(balances)
}

/** Twins that only saw the chain's logs, of all models or of one, are like the one that ran everything. */
async function compareReplay(chain: Chain, twin: Twin, accounts: readonly Address[]): Promise<void> {
  const events = await chain.events()
  const full = replayed(twin, chain.trainer, events)
  const reads = readsOf(twin, accounts)
  expect(readTwin(full, chain.time, reads), 'replay').toEqual(readTwin(twin, chain.time, reads))
  // in a market, events do not tell who had bundles scored, and got their fees
  const seen = twin.mechanism === 'market' ? [] : accounts
  expect([full.balance(), ...seen.map(full.received)], 'replayed balances').toEqual([
    twin.balance(),
    ...seen.map(twin.received),
  ])
  for (let id = 0n; id < twin.modelCount(); id++) {
    const one = replayed(twin, chain.trainer, events, id)
    const own = readsOfModel(twin, id, accounts)
    expect(readTwin(one, chain.time, own), `replay of model ${id}`).toEqual(readTwin(twin, chain.time, own))
    const kept = restored(twin, chain.trainer, events, id)
    expect(readTwin(kept, chain.time, own), `model ${id} from bytes`).toEqual(readTwin(twin, chain.time, own))
  }
}

/** Keeps the states that contributions had, for claims that come too late or are right. */
function remember(history: Claim[], twin: Twin, result: Result): void {
  if ('errorName' in result) return
  for (const { eventName, args } of result.events) {
    if (eventName !== 'Contributed' && eventName !== 'Taken') continue
    const { modelId, index } = args as { modelId: bigint; index: bigint }
    const contribution = twin.contribution(modelId, index)
    if (contribution !== undefined) history.push({ modelId, index, contribution })
  }
}

/** A little later, or at the moment at which a claim becomes possible, or long after. */
function nextTime(dice: Dice, now: bigint, history: readonly Claim[], twin: Twin): bigint {
  if (dice.oneIn(20)) return now + BigInt(dice.between(1, 1_000_000))
  if (dice.oneIn(2) && (history.length > 0 || twin.mechanism === 'market')) {
    const moments = mechanismOf(twin).moments(twin, dice.pick(history), now)
    const moment = BigInt(dice.pick(moments) + dice.between(-1, 1))
    if (moment > now) return moment
  }
  return now + BigInt(dice.pick([1, dice.between(1, 60), dice.between(60, 7200)]))
}
