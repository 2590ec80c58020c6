import { type Claim, devAccount, type Model, parseModelId, trainerOf } from '@cotrain/sdk'
import { createClient, custom, type Hex, InvalidInputRpcError, pad } from 'viem'
import { describe, expect, it } from 'vitest'
import { claimsShown, totalsOf } from '../../src/features/claims/view.ts'
import { lookOn } from '../../src/features/inbox/involvement.ts'
import { deadlineOf, depositTasks, totalOfTasks } from '../../src/features/inbox/tasks.ts'
import { countPassed } from '../../src/features/model/moments.ts'
import { touchedBetween } from '../../src/features/models/readNews.ts'
import { modelsShown } from '../../src/features/models/view.ts'
import { addStandings, depositStanding, profitOf } from '../../src/features/people/standing.ts'

const me = devAccount(1).address
const other = devAccount(2).address

const contributionOf = (index: bigint, contributor = me, time = 100) => ({
  ...{ index, contributor, time, label: 0, surprising: false, position: index, sample: '0x' as Hex },
  ...{ deposit: 10n, remaining: 10n, takers: [], payouts: [], status: 'open' as const },
})

const claimOf = (index: bigint, changes: Partial<Claim> = {}): Claim => ({
  ...{ index, contribution: contributionOf(index), own: true, status: 'waiting', action: undefined },
  ...{ amount: 10n, availableAt: 200n, opensAt: 200n, blockedBy: undefined, agrees: true, received: 0n },
  ...changes,
})

describe('moments', () => {
  it('are counted when they have come, the present one included', () => {
    const moments = [10, 20, 20, 30]
    expect([9, 10, 19, 20, 30, 99].map(now => countPassed(moments, now))).toEqual([0, 1, 1, 3, 4, 4])
    expect(countPassed([], 5)).toBe(0)
  })
})

describe('claims', () => {
  const claims = [
    claimOf(0n, { status: 'refundable', action: 'refund', amount: 7n, availableAt: 50n }),
    claimOf(1n),
    claimOf(2n, { own: false, status: 'takeable', action: 'take', amount: 3n, availableAt: 60n }),
    claimOf(3n, { own: false, status: 'locked', amount: 2n, availableAt: 900n }),
    claimOf(4n, { status: 'refunded', amount: 0n, availableAt: undefined, received: 10n }),
  ]
  const indices = (...how: [Parameters<typeof claimsShown>[1], Parameters<typeof claimsShown>[2]]) =>
    claimsShown(claims, ...how).map(({ index }) => Number(index))

  it('are chosen and sorted', () => {
    expect(indices('mine', 'newest')).toEqual([4, 2, 1, 0])
    expect(indices('now', 'amount')).toEqual([0, 2])
    expect(indices('waiting', 'oldest')).toEqual([1])
    expect(indices('closed', 'oldest')).toEqual([4])
    expect(indices('others', 'newest')).toEqual([3, 2])
    expect(indices('all', 'soonest')).toEqual([0, 2, 1, 3, 4])
  })

  it('add up', () => {
    expect(totalsOf(claims)).toEqual({
      ...{ count: 5, deposits: 50n, now: 10n, nowCount: 2, later: 12n, received: 10n },
    })
  })

  it('make tasks: what the owner can take soon stands with its time', () => {
    const late = claimOf(5n, { action: 'refund', amount: 4n, contribution: contributionOf(5n, me, 40) })
    const tasks = depositTasks([...claims, late], 1_000)
    expect(tasks).toEqual([
      { kind: 'refund', count: 2, until: 1_040, lost: 4n, amount: 11n },
      { kind: 'take', count: 1, amount: 3n },
    ])
    expect(deadlineOf(tasks)).toBe(1_040)
    expect(totalOfTasks(tasks)).toEqual({ count: 3, amount: 14n, points: 0 })
    expect(depositTasks([claimOf(0n)], 1_000)).toEqual([])
    expect(deadlineOf([])).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('models', () => {
  const modelOf = (id: string, name: string, changes: object = {}) =>
    ({
      ...{ ...parseModelId(id), owner: me, ready: true, entries: 0n, createdAt: 0n },
      ...{ metadata: { name, classes: ['ham', 'spam'], encoder: 'hashed-words-v1:1000' } },
      ...{ classifierOptions: { featureCount: 4 }, incentiveOptions: { deposit: 5n }, incentive: {} },
      ...changes,
    }) as unknown as Model
  const models = [
    modelOf('points:0', 'Zebra', { entries: 5n, createdAt: 1n }),
    modelOf('bonded:0', 'Mails', { entries: 9n, createdAt: 2n, owner: other }),
    modelOf('bonded:1', 'Broken', { entries: 99n, ready: false }),
  ]
  const nothing = {
    text: '',
    mechanism: undefined,
    input: undefined,
    only: undefined,
    sort: 'taught',
  } as const
  const names = (wanted: object, accuracies = new Map<string, number>()) =>
    modelsShown(models, { ...nothing, ...wanted }, { accuracies, now: 0 }).map(
      ({ metadata }) => metadata.name,
    )

  it('are found by name, class, owner and id', () => {
    expect(names({ text: ' SPAM zebra' })).toEqual(['Zebra'])
    expect(names({ text: other.toLowerCase() })).toEqual(['Mails'])
    expect(names({ text: 'bonded:1' })).toEqual(['Broken'])
    expect(names({ text: 'spam penguin' })).toEqual([])
    expect(names({ mechanism: 'points' })).toEqual(['Zebra'])
    expect(names({ only: ({ owner }: Model) => owner === other })).toEqual(['Mails'])
  })

  it('stand in the order that is asked for, those that are not ready last', () => {
    expect(names({})).toEqual(['Mails', 'Zebra', 'Broken'])
    expect(names({ sort: 'oldest' })).toEqual(['Zebra', 'Mails', 'Broken'])
    expect(names({ sort: 'name' })).toEqual(['Mails', 'Zebra', 'Broken'])
    expect(names({ sort: 'stake' })).toEqual(['Mails', 'Zebra', 'Broken'])
    expect(names({ sort: 'accuracy' }, new Map([['points:0', 0.5]]))).toEqual(['Zebra', 'Mails', 'Broken'])
  })

  it('are read anew when a log about them came, or is gone', () => {
    const [a, b] = [parseModelId('points:0'), parseModelId('bonded:0')]
    const before = new Map([
      ['x 1', { model: a, blockNumber: 5n }],
      ['y 1', { model: b, blockNumber: 9n }],
    ])
    const after = new Map([['z 1', { model: b, blockNumber: 10n }]])
    expect(touchedBetween(before, after, 6n)).toEqual([b])
    expect(touchedBetween(before, after, 5n)).toEqual([b, a])
    expect(touchedBetween(after, after, 0n)).toEqual([])
  })
})

describe('people', () => {
  it('have what they staked, got back, lost and earned', () => {
    const paid = (index: bigint, contributor: Hex, to: Hex, amount: bigint, remaining: bigint) => ({
      ...contributionOf(index, contributor),
      ...{ remaining, payouts: [{ to, amount }] },
    })
    const standing = depositStanding(
      [paid(0n, me, me, 10n, 0n), paid(1n, me, other, 4n, 6n), paid(2n, other, me, 3n, 7n)],
      me.toLowerCase(),
    )
    expect(standing).toMatchObject({ lessons: 2, staked: 20n, open: 6n, returned: 10n, lost: 4n, earned: 3n })
    expect(profitOf(standing)).toBe(-1n)
    expect(addStandings([standing, standing])).toMatchObject({ lessons: 4, staked: 40n, lost: 8n })
  })
})

describe('the search for what an account has done', () => {
  /** A node that gives the logs of a few blocks at once; in block 7,000 the account has taught `points:3`. */
  function nodeWith(span: number) {
    const ranges: [number, number][] = []
    const request = async ({ params }: { params: [{ fromBlock: Hex; toBlock: Hex; topics: unknown[] }] }) => {
      const { fromBlock, toBlock, topics } = params[0]
      const [from, to] = [Number(fromBlock), Number(toBlock)]
      if (to - from >= span) throw new InvalidInputRpcError(new Error('block range is too wide'))
      if (topics.length !== 4) return []
      ranges.push([from, to])
      const log = { address: trainerOf('points').trainer, topics: ['0x', pad('0x3'), pad('0x0'), pad(me)] }
      return from <= 7_000 && to >= 7_000 ? [log] : []
    }
    const client = createClient({ transport: custom({ request } as never, { retryCount: 0 }) })
    const look = (head: number, known?: Awaited<ReturnType<typeof lookOn>>) =>
      lookOn(client, { chainId: 1, account: me, head, known })
    return { look, ranges }
  }

  it('takes one query of a node that answers it', async () => {
    const { look, ranges } = nodeWith(1e9)
    expect(await look(10_000)).toMatchObject({ models: ['points:3'], from: 0, to: 10_000 })
    expect(ranges).toEqual([[0, 10_000]])
  })

  it('goes back in parts, leaves out no block, and goes on from there', async () => {
    const { look, ranges } = nodeWith(1_000)
    const first = await look(100_000)
    expect(first.from).toBeGreaterThan(0)
    expect(first.models).toEqual([])
    let known = first
    for (let i = 0; i < 20 && known.from > 0; i++) known = await look(100_000, known)
    expect(known).toMatchObject({ models: ['points:3'], from: 0, to: 100_000 })
    const sorted = ranges.toSorted(([a], [b]) => a - b)
    expect(sorted[0]![0]).toBe(0)
    for (const [i, [from]] of sorted.slice(1).entries()) expect(from).toBeLessThanOrEqual(sorted[i]![1] + 1)
    ranges.length = 0
    expect((await look(100_500, known)).to).toBe(100_500)
    expect(ranges.every(([from]) => from > 99_900)).toBe(true)
  })

  it('begins anew on a chain that is shorter than the one that is known', async () => {
    const { look } = nodeWith(1e9)
    const known = { chainId: 1, account: me, models: ['points:9'], from: 0, to: 50_000 }
    expect((await look(8_000, known)).models).toEqual(['points:3'])
  })

  it('says what is wrong with a node that refuses everything', async () => {
    await expect(nodeWith(0).look(10_000)).rejects.toThrow(/too wide/)
  })
})
