import fc from 'fast-check'
import { mnemonicToAccount } from 'viem/accounts'
import { afterEach, describe, expect, test } from 'vitest'
import { Chain } from './Chain.ts'
import { outcomes, rareOutcome } from './outcomes.ts'
import { type BlockPlan, runSequence } from './sequence.ts'
import { Tally } from './Tally.ts'

/** Operations to compare; for a longer run set COTRAIN_DIFFERENTIAL_OPERATIONS, and another COTRAIN_DIFFERENTIAL_SEED. */
const operations = Number(process.env.COTRAIN_DIFFERENTIAL_OPERATIONS ?? 20_000)
const seed = Number(process.env.COTRAIN_DIFFERENTIAL_SEED ?? 1)

const mnemonic = 'test test test test test test test test test test test junk'
const accounts = Array.from(
  { length: 6 },
  (_, addressIndex) => mnemonicToAccount(mnemonic, { addressIndex }).address,
)

const kinds = fc.constantFrom(
  ...[
    'contribute',
    'contribute',
    'contribute',
    'contribute',
    'contribute',
    'contributeBatch',
    'refund',
    'refund',
    'refund',
    'refund',
  ],
  ...['take', 'take', 'take', 'take', 'take', 'take', 'multicall', 'multicall', 'uploadParameters'],
  ...['createModel', 'publishEncoder', 'transferOwnership'],
)
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const plan: fc.Arbitrary<BlockPlan> = fc.record({
  gap: seeds,
  transactions: fc.array(fc.tuple(kinds, seeds), { maxLength: 16, size: 'max' }),
  views: fc.array(seeds, { maxLength: 6, size: 'max' }),
})
/** A few creations first, so that there is something to work with. */
const plans = fc
  .tuple(fc.array(seeds, { minLength: 3, maxLength: 3 }), fc.array(plan, { minLength: 24, maxLength: 24 }))
  .map(([creations, rest]): BlockPlan[] => [
    { gap: 1, transactions: creations.map(creation => ['createModel', creation]), views: [] },
    ...rest,
  ])

let chain: Chain | undefined
afterEach(() => chain?.stop())

describe('the twin and the contract', () => {
  test(`do the same in ${operations} random operations`, { timeout: 60_000 + operations * 30 }, async () => {
    const tally = new Tally()
    for (let round = 0; tally.total < operations; round++) {
      // A fresh one now and then keeps its memory small, and its clock far from the end of 32 bits.
      chain = await Chain.start()
      const property = fc.asyncProperty(plans, sequence => runSequence(chain!, accounts, sequence, tally))
      await fc.assert(property, { numRuns: 10, seed: seed + round, interruptAfterTimeLimit: 60_000 })
      await chain.stop()
    }

    if (process.env.COTRAIN_DIFFERENTIAL_TALLY) console.table(Object.fromEntries(tally.entries()))
    const missed = outcomes.filter(outcome => tally.of(outcome) < 3)
    expect(missed, 'outcomes that this run hardly met').toEqual([])
    const known = ([outcome]: [string, number]) =>
      outcome.startsWith('multicall') || [...outcomes, rareOutcome].includes(outcome)
    expect(
      tally.entries().filter(entry => !known(entry)),
      'outcomes that nobody expects',
    ).toEqual([])
  })
})
