import type { ModelReference } from '../../src/kinds/index.ts'
import { type Bundle, createBundle, createTestSet } from '../../src/market/index.ts'
import type { Chain } from '../actions/chain.ts'
import type { Dice } from '../twin/Dice.ts'

/** Options under which a market is over soon. */
export const livelyOptions = {
  ...{ stake: 1000n, fee: 8n, value: 10n ** 6n, tolerance: 300_000 },
  ...{ commitTime: 1000, revealTime: 1000, testTime: 1000 },
  ...{ testSamples: 12, minSamples: 1, maxSamples: 3, loss: 0 },
}

const testSamples = Array.from({ length: 12 }, (_, i) => ({
  label: i % 2,
  sample: Uint16Array.of(i % 6, 6 + (i % 5)),
}))

/** One market after the other: each step does what is due in the phase that the present one is in. */
export function livelyMarket(chain: Chain, model: ModelReference<'market'>) {
  const testSet = createTestSet(testSamples, { classifier: model.classifier, samplesPerPage: 5 })
  const sponsor = chain.client(0)
  let hidden: { owner: number; contents: Bundle }[] = []
  let committed = 0

  async function commit(dice: Dice) {
    const owner = 1 + dice.below(4)
    const samples = Array.from({ length: 1 + dice.below(3) }, (_, i) => ({
      label: dice.below(2),
      sample: Uint16Array.of(dice.below(6), 6 + dice.below(5), 11 + i),
    }))
    const { address: contributor } = chain.client(owner).account
    const contents = createBundle(samples, { ...model, contributor })
    await chain.client(owner).commitBundlesSync({ model, bundles: [contents] })
    hidden.push({ owner, contents })
    if (++committed % 3 === 0) await chain.skip(1001)
  }

  async function reveal() {
    const next = hidden.shift()
    if (!next) return chain.skip(1001)
    await chain.client(next.owner).revealBundleSync({ model, contents: next.contents })
  }

  async function open() {
    hidden = []
    await sponsor.claimRewardsSync({ model, all: true })
    await sponsor.openMarketSync({ model, testSet, bounty: 10n ** 15n })
  }

  return async (dice: Dice): Promise<void> => {
    const { phaseName } = await sponsor.getMarket({ model })
    if (phaseName === 'committing') await commit(dice)
    else if (phaseName === 'revealing') await reveal()
    else if (phaseName === 'testing') await sponsor.publishTestSet({ model, testSet })
    else if (phaseName === 'overdue') await sponsor.closeMarketSync({ model })
    else if (phaseName === 'settling') await sponsor.settleBundleSync({ model, gasBudget: 400_000n })
    else await open()
  }
}
