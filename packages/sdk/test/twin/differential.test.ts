import fc from 'fast-check'
import { mnemonicToAccount } from 'viem/accounts'
import { afterEach, describe, expect, test } from 'vitest'
import { type Kind, kinds, type MechanismName } from '../../src/kinds/index.ts'
import { Chain } from './Chain.ts'
import { mechanismSides } from './mechanisms/index.ts'
import { outcomes, ownOutcomes } from './outcomes.ts'
import { type BlockPlan, runSequence } from './sequence.ts'
import { Tally } from './Tally.ts'

/**
 * Operations to compare, over all kinds; for a longer run set COTRAIN_DIFFERENTIAL_OPERATIONS, another
 * COTRAIN_DIFFERENTIAL_SEED, and one COTRAIN_DIFFERENTIAL_KIND.
 */
const operations = Number(process.env.COTRAIN_DIFFERENTIAL_OPERATIONS ?? 40_000)
const seed = Number(process.env.COTRAIN_DIFFERENTIAL_SEED ?? 1)
const only = process.env.COTRAIN_DIFFERENTIAL_KIND
const asUsual = seed === 1 && only === undefined
const tested = kinds.filter(({ classifier, mechanism }) =>
  [undefined, `${classifier}-${mechanism}`].includes(only),
)

const mnemonic = 'test test test test test test test test test test test junk'
const accounts = Array.from(
  { length: 6 },
  (_, addressIndex) => mnemonicToAccount(mnemonic, { addressIndex }).address,
)

/** What every trainer has, to be called twenty times beside the mechanism's functions. */
const common = [
  ...['contribute', 'contribute', 'contribute', 'contribute', 'contribute', 'contributeBatch'],
  ...['multicall', 'multicall', 'uploadParameters', 'createModel', 'publishEncoder', 'transferOwnership'],
  ...['addClass', 'pin'],
]
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** Sequences for trainers of `kind`. */
function plansFor(kind: Kind): fc.Arbitrary<BlockPlan[]> {
  const { functions: own, prelude = [] } = mechanismSides[kind.mechanism]
  const functions = fc.constantFrom(...common, ...own)
  const plan: fc.Arbitrary<BlockPlan> = fc.record({
    gap: seeds,
    transactions: fc.array(fc.tuple(functions, seeds), { maxLength: 16, size: 'max' }),
    views: fc.array(seeds, { maxLength: 6, size: 'max' }),
  })
  // A few creations first, so that there is something to work with.
  const creations = fc.array(seeds, { minLength: 3, maxLength: 3 })
  const opening = fc.tuple(
    ...prelude.map(names => fc.array(seeds, { minLength: names.length + 1, maxLength: names.length + 1 })),
  )
  return fc
    .tuple(creations, opening, fc.array(plan, { minLength: 24, maxLength: 24 }))
    .map(([first, opened, rest]): BlockPlan[] => [
      { gap: 1, transactions: first.map(creation => ['createModel', creation]), views: [] },
      ...opened.map(
        ([gap, ...chosen], i): BlockPlan => ({
          gap: gap!,
          transactions: chosen.map((seed, j) => [prelude[i]![j]!, seed]),
          views: [],
        }),
      ),
      ...rest,
    ])
}

/** What markets do with samples. */
const ofBundles = /^(reveal|commitmentOf|publish): /

let chain: Chain | undefined
afterEach(() => chain?.stop())

/** How many times the usual count is compared at most to meet an outcome. */
const patience = 6

/** Compares until `count` operations have been compared, and then until `wanted` outcomes are met, within reason. */
async function compare(kind: Kind, count: number, wanted: readonly string[], first = 0): Promise<Tally> {
  const tally = new Tally()
  const isMet = () => wanted.every(outcome => tally.of(outcome) > 0)
  for (let times = 1; times === 1 || (times <= patience && !isMet()); times++) {
    await compareMore(kind, times * count, tally, first + 1000 * (times - 1))
  }
  return tally
}

/** Compares until `count` operations have been compared. */
async function compareMore(kind: Kind, count: number, tally: Tally, first: number): Promise<void> {
  for (let round = first; tally.total < count; round++) {
    // A fresh one now and then keeps its memory small, and its clock far from the end of 32 bits.
    chain = await Chain.start()
    const property = fc.asyncProperty(plansFor(kind), sequence =>
      tally.total < count ? runSequence(chain!, kind, accounts, sequence, tally) : Promise.resolve(),
    )
    await fc.assert(property, { numRuns: 10, seed: seed + round, interruptAfterTimeLimit: 60_000 })
    await chain.stop()
  }
}

describe.each(Object.keys(mechanismSides) as MechanismName[])(
  'under %s, the twin and the contract do the same',
  mechanism => {
    const kindsHere = tested.filter(kind => kind.mechanism === mechanism)
    // Classifiers are met under deposits; under others, what matters is the mechanism.
    const part = mechanism === 'deposits' ? 1 : 1 / 4
    const share = Math.ceil((operations * part) / Math.max(1, kindsHere.length))
    const { expected, rare } = outcomes(mechanism)
    const all = new Tally()

    test.each(kindsHere)(
      `of $classifier under $mechanism, in ${share} random operations`,
      { timeout: 60_000 + share * 30 },
      async kind => {
        const own = ownOutcomes(kind)
        // Other seeds look for differences; what they meet is luck.
        const wanted = asUsual && part === 1 ? own : []
        const tally = await compare(kind, share, wanted)
        for (const [outcome, count] of tally.entries()) for (let i = 0; i < count; i++) all.add(outcome)

        if (process.env.COTRAIN_DIFFERENTIAL_TALLY) console.table(Object.fromEntries(tally.entries()))
        const missed = wanted.filter(outcome => tally.of(outcome) === 0)
        expect(missed, 'outcomes that this run did not meet').toEqual([])
        const known = ([outcome]: [string, number]) =>
          outcome.startsWith('multicall') ||
          [...expected, ...own, ...rare].includes(outcome) ||
          // What is wrong with a sample of a bundle, or of a test set.
          own.some(each => each.replace(/^(predict|contribute): /, '') === outcome.replace(ofBundles, ''))
        expect(
          tally.entries().filter(entry => !known(entry)),
          'outcomes that nobody expects',
        ).toEqual([])
      },
    )

    test('and met every outcome that all kinds have', { timeout: 60_000 + share * 30 }, async () => {
      const notYet = asUsual ? expected.filter(outcome => all.of(outcome) === 0) : []
      const more = notYet.length === 0 ? all : await compare(kindsHere[0]!, share, notYet, 500)
      const missed = notYet.filter(outcome => more.of(outcome) === 0)
      expect(missed, 'outcomes that this run did not meet').toEqual([])
    })
  },
)
