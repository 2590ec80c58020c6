import { offersQuadraticLoss } from '@cotrain/sdk/kinds'
import * as z from 'zod'
import { toWei } from '../engine/money.ts'
import { contractOptions, contractShape } from './contractOptions.ts'
import type { ContractMechanism } from './Mechanism.ts'
import { BlindMarket } from './market/BlindMarket.ts'

const options = z
  .strictObject({
    /** Ether that the sponsor pays at most, in each market. */
    bounty: z.number().min(1e-9).max(1.2e6).default(1),
    ...contractShape('market'),
    /** `auto`: quadratic where the classifier gives probabilities. */
    loss: z.enum(['auto', 'errors', 'quadratic']).default('auto'),
    /** Markets one after another, each with a test set of its own. */
    rounds: z.int().min(1).max(100).default(1),
    /** Where the test samples are from: either way agents do not contribute them. */
    testFrom: z.enum(['train', 'test']).default('train'),
  })
  .refine(({ minSamples, maxSamples }) => minSamples <= maxSamples, {
    path: ['minSamples'],
    message: 'must be at most maxSamples',
  })
  .refine(({ testSamples }) => testSamples % 2 === 0, {
    path: ['testSamples'],
    message: 'must be even',
  })

/** Seconds in which a bundle is scored: a step in each block, at worst; and how many there may be. */
const [secondsPerScore, mostBundles] = [12, 1_000]

/** The *prediction market*: blind, settled on two halves of a hidden test set. Its sponsor owns the model. */
export const market: ContractMechanism = {
  name: 'market',
  options,
  learns: 'when settled',
  sponsored: true,
  contractOptions: (given, classifier) => {
    const { loss, ...rest } = options.parse(given)
    const known = loss === 'auto' ? (offersQuadraticLoss(classifier) ? 'quadratic' : 'errors') : loss
    return contractOptions('market', { ...rest, loss: known })
  },
  hiddenTest: given => {
    const { testFrom, testSamples, rounds } = options.parse(given)
    return { from: testFrom, samples: testSamples * rounds }
  },
  settlement: (world, given) => {
    const { bounty, rounds } = options.parse(given)
    return new BlindMarket(world, { bounty: toWei(bounty), rounds })
  },
  settledAfter: given => {
    const { commitTime, revealTime, testTime, rounds } = options.parse(given)
    return rounds * (commitTime + revealTime + testTime + secondsPerScore * mostBundles)
  },
}
