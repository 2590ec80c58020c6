import { concat } from 'viem'
import type { Contribution } from '../../src/kinds/index.ts'
import type { Transaction } from './Chain.ts'
import type { Dice } from './Dice.ts'
import { type Claim, someModel, type World } from './World.ts'

/** A claim of an open contribution, or of one that is closed or altered, by somebody. */
export function claim(world: World, functionName: string): Transaction {
  const { dice, accounts } = world
  const { modelId, index, contribution } = someClaim(world)
  const takers = contribution.takers
  const senders = [
    contribution.contributor,
    ...(takers.length > 0 ? [takers.at(-1)!] : []),
    dice.pick(accounts),
  ]
  const value = dice.oneIn(60) ? 1n : 0n
  return { functionName, args: [modelId, index, contribution], sender: dice.pick(senders), value }
}

/** A refund of contributions whose entries follow one another, or once in a while of others. */
export function claimBatch(world: World): Transaction {
  const { twin, dice, accounts, history } = world
  if (history.length === 0) {
    const [sender] = accounts as [`0x${string}`]
    return { functionName: 'refundBatch', args: [someModel(twin, dice), []], sender, value: 0n }
  }
  const { modelId, index, contribution } = dice.pick(history)
  const open = twin.contribution(modelId, index) ?? contribution
  const contributions = [open]
  for (let next = index + 1n; contributions.length < 5 && !dice.oneIn(4); next++) {
    const another = twin.contribution(modelId, next)
    if (another) contributions.push(another)
    else if (!dice.oneIn(6)) break
  }
  if (dice.oneIn(20)) contributions.length = 0
  const sender = dice.oneIn(6) ? dice.pick(accounts) : contribution.contributor
  return { functionName: 'refundBatch', args: [modelId, contributions], sender, value: 0n }
}

/** An open contribution, or one that is closed or altered. */
export function someClaim({ twin, dice, history, accounts }: World): Claim {
  if (history.length === 0 || dice.oneIn(40)) {
    const contribution = { contributor: accounts[0]!, index: 7n, label: 0, surprising: false, time: 1 }
    return {
      modelId: someModel(twin, dice),
      index: 7n,
      contribution: { ...contribution, deposit: 0n, remaining: 0n, takers: [], sample: '0x' },
    }
  }
  if (dice.oneIn(6)) return dice.pick(history)
  const open = history.filter(
    ({ modelId, index, contribution }) => twin.contribution(modelId, index) === contribution,
  )
  const shared = open.filter(({ contribution }) => contribution.takers.length > 0)
  const { modelId, index, contribution } = dice.pick(
    shared.length > 0 && dice.oneIn(2) ? shared : open.length > 0 ? open : history,
  )
  return { modelId, index, contribution: altered(dice, contribution) }
}

/** Once in a while a state that is not the chain's. */
function altered(dice: Dice, state: Contribution): Contribution {
  if (!dice.oneIn(12)) return state
  const changes: Partial<Contribution>[] = [
    { remaining: state.remaining + 1n },
    { label: 1 - (state.label & 1) },
    { time: state.time - 1 },
    { takers: [...state.takers, state.contributor] },
    { sample: concat([state.sample, '0xff']) },
    { deposit: state.deposit + 1n },
    { index: state.index + 1n },
    { surprising: !state.surprising },
  ]
  return { ...state, ...dice.pick(changes) }
}
