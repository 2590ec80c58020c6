import { describe, expect, test } from 'vitest'
import { strategies } from '../src/agents/index.ts'
import { toEther } from '../src/engine/money.ts'
import { simulate } from '../src/index.ts'
import { mechanisms } from '../src/mechanisms/index.ts'
import { dataOf, day, run, small } from './scenarios.ts'

const populations = Object.fromEntries(
  Object.keys(strategies).map(strategy => [strategy, { strategy, count: 2 }]),
)

/** Where bonds burn stakes that nobody shall have. */
const burnt = '0x000000000000000000000000000000000000dEaD'

describe.each(Object.keys(mechanisms))(
  'nobody makes or loses money but by gas, and what is burnt: %s',
  type => {
    const options = type === 'market' ? { commitTime: day, revealTime: day, loss: 'errors' } : {}
    const everybody = small(populations, {
      mechanism: { type: type as keyof typeof mechanisms, options },
    })

    test('to the wei', () => {
      const { world, agents } = run(everybody)
      const received = [...world.accounts.keys()].reduce(
        (sum, account) => sum + world.twin.received(account),
        0n,
      )
      const gone = world.twin.received(burnt)
      expect(received + gone).toBe(-world.twin.balance())
      // In a market it depends on what somebody withholds.
      if (type !== 'market') expect(gone > 0n).toBe(type === 'bonded')
      const locked = agents.reduce((sum, agent) => sum + agent.locked, 0n)
      expect(locked).toBe(world.twin.balance())
      for (const agent of agents) {
        const { deposited, refunded, taken } = agent.book
        const gas = agent.accounts.reduce((sum, account) => sum + account.gas, 0n)
        expect(agent.balance).toBe(agent.start - deposited + refunded + taken - gas)
      }
      expect(agents.reduce((sum, { main }) => sum + main.gas, 0n)).toBeGreaterThan(0n)
      const sum = (key: 'taken' | 'lost') => agents.reduce((total, { book }) => total + book[key], 0n)
      expect(sum('taken') + gone).toBe(sum('lost'))
      if (type !== 'points') expect(sum('taken')).toBeGreaterThan(0n)
      else for (const account of world.accounts.keys()) expect(world.twin.received(account)).toBe(0n)
    })

    test('in the results', () => {
      const { agents, populations, metrics, series } = simulate({
        scenario: everybody,
        data: dataOf(everybody),
        seed: 1,
      })
      const profit = agents.reduce((sum, agent) => sum + agent.profit, 0)
      const gas = agents.reduce((sum, agent) => sum + agent.gas, 0)
      const gone = agents.reduce((sum, { lost, taken }) => sum + lost - taken, 0)
      expect(profit).toBeCloseTo(-gas - gone, 9)
      expect(
        metrics.honestProfit +
          metrics.attackerProfit +
          populations.reduce((total, each) => total + (each.role === 'neutral' ? each.profit : 0), 0),
      ).toBeCloseTo(profit, 9)
      expect(series.locked.at(-1)).toBeCloseTo(metrics.locked, 12)
      // So many agents have a line for each population.
      for (const { balance, population } of series.balances) {
        expect(balance).toHaveLength(series.time.length)
        const members = agents.filter(agent => agent.population === population)
        expect(members).toHaveLength(2)
        expect(balance.at(-1)).toBe(members.reduce((sum, { finalBalance }) => sum + finalBalance, 0))
      }
    })
  },
)

test('an agent contributes no more than its ceiling, and nothing that it cannot pay', () => {
  const { world, agents } = run(
    small({
      poor: { strategy: 'honest', count: 1, startBalance: 0.01, maxDeposit: 1 },
      thrifty: { strategy: 'honest', count: 1, maxDeposit: 0.001 },
    }),
  )
  expect(world.counts.pricedOut).toBeGreaterThan(0)
  for (const agent of agents) expect(agent.balance).toBeGreaterThanOrEqual(0n)
  const [dearest = 0n] = agents[1]!.main.claims.map(({ deposit }) => deposit).sort((a, b) => (a < b ? 1 : -1))
  expect(toEther(dearest)).toBeLessThanOrEqual(0.001)
  expect(dearest).toBeGreaterThan(0n)
})
