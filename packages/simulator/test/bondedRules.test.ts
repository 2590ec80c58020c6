import { describe, expect, test } from 'vitest'
import type { Agent } from '../src/engine/Agent.ts'
import type { ScenarioInput } from '../src/index.ts'
import { begin, day, run, small } from './scenarios.ts'

const often = { exponential: 6 * 3_600 }
const ether = (value: number) => BigInt(Math.round(value * 1e6)) * 10n ** 12n
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)

type Population = ScenarioInput['populations'][string]
const people = (strategy: string, more: Partial<Population> = {}): Population => ({
  strategy,
  count: 1,
  wakeInterval: often,
  until: 10 * day,
  ...more,
})

/** Populations under bonds for ten days; two weeks later all is settled. */
function under(options: object, populations: Record<string, Population>, more: Partial<ScenarioInput> = {}) {
  const mechanism = { type: 'bonded' as const, options }
  const outcome = run(small(populations, { mechanism, duration: 24 * day, ...more }))
  const of = (population: string) => outcome.agents.filter(agent => agent.settings.population === population)
  return { ...outcome, of, one: (population: string) => of(population)[0]! }
}

const honest = people('honest', { count: 4, options: { mistakes: 0 } })
const lostBy = (agents: readonly Agent[]) => sum(agents.map(({ book }) => book.lost))

/** A contribution with that label, and two people besides its contributor, who act by hand. */
function dispute(options: object = {}) {
  const populations = Object.fromEntries(
    ['author', 'first', 'second'].map(name => [name, people('honest', { options: { mistakes: 0 } })]),
  )
  const scenario = small(populations, { mechanism: { type: 'bonded', options }, gasPriceGwei: 0 })
  const { world, agents } = begin(scenario)
  const [author, first, second] = agents as [Agent, Agent, Agent]
  const example = world.stream.peek()!
  author.contribute({ example, label: example.label })
  const claim = author.main.claims[0]!
  const challenge = (agent: Agent, label = agent.otherThan(example.label)) =>
    world.settlement.challenge!(agent.main, claim, label)
  const settle = (...by: Agent[]) => {
    world.time += day
    for (const agent of by) world.settlement.claim(agent.main)
  }
  return { world, author, first, second, claim, challenge, settle, right: example.label }
}

describe('what was challenged as often as it may be', () => {
  test.each([2, 3, 4])(
    'is dropped for a deposit of the contributor and one of the first challenger: %i',
    most => {
      const { world, author, first, second, claim, challenge, settle, right } = dispute({
        maxChallenges: most,
      })
      for (let i = 0; i < most; i++) {
        const by = i === 0 ? first : second
        expect(challenge(by, i % 2 === 0 ? undefined : right)).toBe(true)
      }
      expect(challenge(second)).toBe(false)
      settle(second)
      expect(claim.open).toBe(false)
      expect(world.counts.dropped).toBe(1)
      expect([author, first, second].map(({ book }) => book.lost)).toEqual([claim.deposit, claim.deposit, 0n])
      for (const { book, locked } of [author, first, second]) expect([book.taken, locked]).toEqual([0n, 0n])
      expect(second.balance).toBe(second.start)
    },
  )

  test('who has a stake answers up to the last challenge, others only for the model', () => {
    const { world, author, first, second, claim, challenge, right } = dispute()
    challenge(first)
    world.settlement.claim(author.main)
    expect(world.settlement.finalAt!(claim)).toBe(world.time + day)
    expect(author.book.deposited).toBe(5n * claim.deposit)
    challenge(first)
    // The last one: it earns nothing, and is paid back.
    expect(world.counts.challenges).toBe(3)
    expect(right).toBe(claim.label)
    expect(second.book.deposited).toBe(0n)
  })
})

describe('an arbiter', () => {
  const judged = (error: number) => {
    const fee = 0.001
    const parts = dispute({ arbiter: { error, fee } })
    const { world, author, first, second, challenge, right } = parts
    challenge(first)
    challenge(second, right)
    challenge(first)
    world.settlement.claim(author.main)
    return { ...parts, fee: ether(fee) }
  }

  test('gives the losing stakes to those who were right, its fee first', () => {
    const { world, author, first, second, claim, fee } = judged(0)
    expect(claim.open).toBe(false)
    expect(world.counts).toMatchObject({ dropped: 0, refunds: 1 })
    expect(first.book.lost).toBe(10n * claim.deposit)
    expect(author.book.taken + second.book.taken).toBe(10n * claim.deposit - fee)
    expect(author.balance + second.balance).toBe(author.start + second.start + 10n * claim.deposit - fee)
  })

  test('is wrong now and then', () => {
    const { first, author, claim } = judged(1)
    expect(first.book.taken).toBeGreaterThan(0n)
    expect(author.book.lost).toBe(claim.deposit)
  })
})

describe('a sample', () => {
  test('is contributed once, and who shows that it stood there has half of the deposit', () => {
    const { of, one, world } = under(
      {},
      { honest, it: people('duplicateShower', { options: { overtakes: false } }) },
    )
    const shown = of('honest').map(({ book }) => book.taken)
    const { book } = one('it')
    expect(world.counts.dropped).toBeGreaterThan(5)
    expect(sum(shown)).toBe(book.lost / 2n)
    expect(book.deposited).toBe(book.lost + book.refunded)
    expect(world.settlement.openCount).toBe(0)
  })

  test('that is shown by its contributor before others show it costs half of the deposit', () => {
    const { of, one } = under({}, { honest, it: people('duplicateShower') })
    const { book } = one('it')
    expect(book.taken).toBe(book.lost / 2n)
    expect(lostBy(of('honest'))).toBe(0n)
    expect(sum(of('honest').map(each => each.book.taken))).toBe(0n)
  })

  test('is not contributed again by people, however few there are', () => {
    const data = { set: 'synthetic', train: 80, test: 20, features: 120, words: 20, repeat: true } as const
    const { world } = under({}, { honest }, { data })
    expect(world.counts.contributions).toBeLessThanOrEqual(80)
    expect(world.counts.dropped).toBe(0)
  })
})

describe('a bond', () => {
  const poor = (pools: boolean) =>
    under(
      { surpriseFactor: 1 },
      {
        honest: people('honest', {
          count: 6,
          startBalance: 0.012,
          options: { mistakes: 0, pools, contributes: 0 },
        }),
        it: people('ladder', { startBalance: 1, until: 2 * day }),
      },
      { gasPriceGwei: 0 },
    )

  test('that none of them can pay is paid by several', () => {
    const [alone, together] = [poor(false), poor(true)]
    expect(alone.world.counts.dropped).toBe(0)
    expect(alone.one('it').book.lost).toBe(alone.one('it').book.taken)
    expect(together.world.counts.dropped).toBeGreaterThan(0)
    expect(lostBy(together.of('it'))).toBeGreaterThan(0n)
    // Whoever makes the last challenge is paid back, and each its pledge.
    for (const agent of together.of('honest')) {
      expect(agent.balance).toBe(agent.start)
      expect(agent.locked).toBe(0n)
    }
    expect(together.sent.some(({ functionName }) => functionName === 'challengeTogether')).toBe(true)
  })
})

describe('attackers for whom a drop is enough', () => {
  test('the silencer pays a deposit for each deposit of honest people, and nothing is learned', () => {
    const { of, one, world } = under({}, { honest, it: people('silencer') })
    const { silenced } = one('it').behaviour.notes!() as Record<string, number>
    expect(world.counts.dropped).toBe(silenced)
    expect(silenced).toBeGreaterThan(20)
    expect(lostBy(of('honest'))).toBe(lostBy(of('it')))
  })

  test('the spoiler drops disputes of honest people for its gas', () => {
    const options = { mistakes: 0, disputed: 0.3 }
    const { of, one } = under({}, { honest: { ...honest, options }, it: people('spoiler') })
    const { spoilt } = one('it').behaviour.notes!() as Record<string, number>
    expect(spoilt).toBeGreaterThan(0)
    expect(lostBy(of('it'))).toBe(0n)
    expect(lostBy(of('honest'))).toBeGreaterThan(0n)
  })

  test('people who count the risk give up watching where all disputes are dropped', () => {
    const poisoned = (motive: string) =>
      under(
        {},
        {
          honest: { ...honest, options: { mistakes: 0, motive } },
          it: people('spoiler', { options: { poison: 1 } }),
        },
      )
    const [model, money] = [poisoned('model'), poisoned('money')]
    expect(lostBy(money.of('honest'))).toBeLessThan(lostBy(model.of('honest')))
    expect(money.world.counts.dropped).toBeLessThan(model.world.counts.dropped)
    expect(money.world.evaluate()).toBeLessThan(model.world.evaluate())
  })
})

test('decoys pay those who watch, and cost their sponsor gas where nobody does', () => {
  const watched = (watches: number) =>
    under(
      {},
      {
        watchers: people('watcher', { count: 2, options: { watches }, until: 20 * day }),
        it: people('decoySponsor', { options: { decoys: 60 }, until: 14 * day }),
      },
    )
  const [seen, unseen] = [watched(1), watched(0)]
  const { book, behaviour } = seen.one('it')
  expect(behaviour.notes!()).toMatchObject({ found: book.contributions })
  expect(sum(seen.of('watchers').map(each => each.book.taken))).toBe(book.lost)
  expect(book.contributions).toBeGreaterThan(10)
  const blind = unseen.one('it')
  expect(blind.behaviour.notes!()).toMatchObject({ found: 0 })
  expect(blind.book.taken).toBe(blind.book.lost)
  expect(blind.main.verified).toBe(0)
})
