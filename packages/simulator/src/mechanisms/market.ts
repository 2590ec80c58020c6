import * as z from 'zod'
import { toWei } from '../engine/money.ts'
import { contractOptions, contractShape } from './contractOptions.ts'
import type { Mechanism } from './Mechanism.ts'
import { MarketClaims } from './market/MarketClaims.ts'

const day = 86_400

const options = z
  .strictObject({
    /** Ether that the sponsor pays for the whole improvement. */
    bounty: z.number().min(1e-9).max(7e10).default(1),
    ...contractShape('market', { revealTime: day, drawnPieces: 4, fullImprovement: 100_000 }),
    /** Samples of the test set, shown ones included, and into how many pieces they are cut. */
    testSamples: z.int().min(2).default(400),
    pieces: z.int().min(2).max(64).default(20),
    /** Where these samples are from: either way agents do not contribute them. */
    testFrom: z.enum(['train', 'test']).default('train'),
  })
  .refine(({ drawnPieces, pieces }) => drawnPieces < pieces, {
    path: ['drawnPieces'],
    message: 'must be fewer than pieces',
  })

/** Seconds in which a contribution is scored: a step in each block, at worst. */
const secondsPerScore = 12

/** The *prediction market*. Its sponsor is the agent that owns the model, or the model's owner who plays by the rules. */
export const market: Mechanism = {
  name: 'market',
  options,
  learns: 'when settled',
  sponsored: true,
  contractOptions: given => contractOptions('market', options.parse(given)),
  hiddenTest: given => {
    const { testFrom, testSamples } = options.parse(given)
    return { from: testFrom, samples: testSamples }
  },
  settlement: (world, given) => {
    const { stake, bounty, pieces } = options.parse(given)
    return new MarketClaims(world, { stake: toWei(stake), bounty: toWei(bounty), pieces })
  },
  settledAfter: given => {
    const { openTime, revealTime, maxContributions } = options.parse(given)
    return openTime + revealTime + secondsPerScore * maxContributions
  },
}
