import { expect, test } from 'vitest'
import type { ScenarioInput } from '../src/index.ts'
import { begin, day, entriesOf, run, small } from './scenarios.ts'

const often = { exponential: 6 * 3_600 }
const honest = { strategy: 'honest', count: 4, wakeInterval: often }

/** Honest agents and one other, who contribute for ten days; a week later all is settled. */
function against(strategy: string, options: object = {}, more: Partial<ScenarioInput> = {}) {
  const until = 10 * day
  const scenario = small(
    {
      honest: { ...honest, until },
      it: { strategy, count: 1, wakeInterval: often, until, options },
    },
    { mechanism: { type: 'bonded', options: {} }, duration: 17 * day, ...more },
  )
  const outcome = run(scenario)
  return { ...outcome, it: outcome.agents.at(-1)!, rest: outcome.agents.slice(0, -1) }
}

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

test('wrong labels are contradicted, and go to those who did', () => {
  const { it, rest, world } = against('malicious', { rounds: 0 })
  expect(it.book.contributions).toBeGreaterThan(20)
  expect(it.book.refunded).toBe(0n)
  expect(it.book.lost).toBe(it.book.deposited)
  expect(sum(rest.map(({ book }) => book.taken))).toBe(it.book.lost)
  expect(world.counts.challenges).toBe(it.book.contributions)
  expect(world.settlement.openCount).toBe(0)
})

test('the model learns final labels only', () => {
  const clean = against('malicious', { rounds: 0 }, {})
  const { world } = clean
  const wrong = clean.sent.filter(
    ({ functionName, sender }) => functionName === 'contribute' && sender === clean.it.main.address,
  )
  expect(wrong.length).toBeGreaterThan(20)
  expect(world.evaluate()).toBeGreaterThan(clean.recorder.accuracy[0]! - 0.03)
})

test('where nobody watches, poison is learned for its gas, and comes back', () => {
  const until = 10 * day
  const unwatched = small(
    {
      blind: { ...honest, until, options: { watches: 0 } },
      bad: { strategy: 'malicious', count: 1, wakeInterval: often, until, options: { rounds: 0 } },
    },
    { mechanism: { type: 'bonded' }, duration: 17 * day, gasPriceGwei: 0 },
  )
  const { agents, world } = run(unwatched)
  const bad = agents.at(-1)!
  expect(bad.book.refunded).toBe(bad.book.deposited)
  expect(world.counts.challenges).toBe(0)
})

test('the swarm stands by its poison with its other addresses: nobody learns it, for a deposit of either side', () => {
  const { it, rest, world } = against('sybilSwarm', { rounds: 2 })
  expect(it.accounts.slice(1).some(({ claims }) => claims.length >= 0)).toBe(true)
  expect(world.counts.dropped).toBeGreaterThan(10)
  expect(it.book.taken).toBe(0n)
  // Where no helper wakes in time it loses alone.
  expect(sum(rest.map(({ book }) => book.lost))).toBeLessThanOrEqual(it.book.lost)
})

test('contradicting right labels in the last second loses the bonds', () => {
  const { it, world, sent } = against('deadlineSweeper')
  const challenges = sent.filter(
    ({ functionName, sender }) => functionName === 'challenge' && sender === it.main.address,
  )
  expect(challenges.length).toBeGreaterThan(20)
  const entries = entriesOf(sent)
  for (const { args, time } of challenges) expect(time).toBe(entries[Number(args[1])]!.time + day - 1)
  expect(it.book.lost).toBe(it.book.deposited)
  expect(world.settlement.openCount).toBe(0)
})

test('farming, flips, price games and copies earn nothing', () => {
  for (const strategy of ['countFarmer', 'modelFlipper', 'priceManipulator', 'pendingCopier']) {
    const { it } = against(strategy)
    expect(it.book.contributions).toBeGreaterThan(0)
    expect(it.book.taken).toBe(0n)
    expect(it.balance).toBeLessThan(it.start)
  }
})

test('who copies challenges has the rewards of those who found what is wrong', () => {
  const until = 10 * day
  const { agents, world } = run(
    small(
      {
        honest: { ...honest, until, options: { mistakes: 0 } },
        bad: { strategy: 'malicious', count: 1, wakeInterval: often, until, options: { rounds: 0 } },
        copier: { strategy: 'pendingCopier', count: 1, options: { share: 0, challenges: true } },
      },
      { mechanism: { type: 'bonded' }, duration: 17 * day },
    ),
  )
  const [bad, copier] = agents.slice(-2) as [(typeof agents)[0], (typeof agents)[0]]
  expect(copier.book.taken).toBe(bad.book.lost)
  expect(world.counts.reverted).toBe(bad.book.contributions)
})

test('nobody contradicts for less than the gas', () => {
  const { world } = against('malicious', { rounds: 0 }, { gasPriceGwei: 200 })
  expect(world.counts).toMatchObject({ challenges: 0, refunds: 0 })
})

test('an honest agent that is contradicted looks again, and gives up after so many rounds', () => {
  const scenario = small({ honest }, { mechanism: { type: 'bonded' } })
  const { world, agents } = begin(scenario)
  const [agent] = agents as [(typeof agents)[0]]
  const example = world.stream.peek()!
  world.contribute(agent.main, { example, label: example.label }, 10n ** 18n)
  const [claim] = agent.main.open() as [(typeof agent.main.claims)[0]]
  const opinion = (challenges: number) => agent.behaviour.opinion!(claim, agent.main, challenges)
  expect([0, 1, 5, 6].map(opinion)).toEqual([undefined, example.label, example.label, undefined])
})

test('who goes on for as long as there may be challenges has them dropped, for a deposit as honest people', () => {
  const { it, rest, world } = against('malicious', { rounds: 3 })
  expect(world.counts.dropped).toBeGreaterThan(20)
  expect(world.settlement.openCount).toBe(0)
  expect(it.book.taken).toBe(0n)
  expect(sum(rest.map(({ book }) => book.lost)) + it.book.lost).toBeGreaterThan(0n)
  // Nothing is won: of each contribution two deposits are burnt, one of either side.
  expect(sum(rest.map(({ book }) => book.taken))).toBe(0n)
  expect(sum(rest.map(({ book }) => book.lost))).toBe(it.book.lost)
})

test('an attacker with stakes on few contributions at a time has a longer purse for each', () => {
  const { it, sent } = against('malicious', { rounds: 31, disputes: 1 })
  const assertions = sent.filter(({ sender, accepted }) => accepted && sender === it.main.address)
  const settled = sent.filter(({ functionName, accepted }) => accepted && functionName === 'refund')
  const disputed = new Set<bigint>()
  const entries = entriesOf(sent)
  for (const transaction of sent) {
    const { functionName, sender, args, accepted } = transaction
    const index = functionName === 'contribute' ? BigInt(entries.indexOf(transaction)) : (args[1] as bigint)
    if (settled.includes(transaction)) disputed.delete(index)
    else if (accepted && sender === it.main.address) disputed.add(index)
    expect(disputed.size).toBeLessThanOrEqual(1)
  }
  expect(assertions.length).toBeGreaterThan(5)
})
