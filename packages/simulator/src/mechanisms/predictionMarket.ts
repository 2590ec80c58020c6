import * as z from 'zod'
import { toWei } from '../engine/money.ts'
import type { Mechanism } from './Mechanism.ts'
import { MarketClaims } from './market/MarketClaims.ts'

const day = 86_400
const seconds = z.int().min(1).max(16_777_215)

const options = z
  .strictObject({
    /** Ether that the sponsor pays for the whole improvement. */
    bounty: z.number().min(1e-9).max(7e10).default(1),
    /** Ether that each contribution stakes. */
    stake: z.number().min(1e-9).max(18).default(0.01),
    /** The market closes with this contribution. */
    maxContributions: z.int().min(1).max(65_535).default(1_000),
    /** Seconds for which the market is open, at most. */
    openTime: seconds.default(7 * day),
    /** Seconds in which the sponsor must reveal. */
    revealTime: seconds.default(day),
    /** Pieces of the test set that are shown before contributions. */
    drawnPieces: z.int().min(1).max(63).default(4),
    /** What is measured: wrong predictions, or for logistic regression half of Brier's score. */
    loss: z.enum(['errors', 'quadratic']).default('errors'),
    /** The fall of the mean loss, in millionths, that earns the whole bounty. */
    fullImprovement: z.int().min(1).max(1_000_000).default(100_000),
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
export const predictionMarket: Mechanism = {
  name: 'market',
  options,
  learns: 'when settled',
  sponsored: true,
  contractOptions: given => {
    const { stake, loss, maxContributions, openTime, revealTime, drawnPieces, fullImprovement } =
      options.parse(given)
    return {
      stake: toWei(stake),
      loss: loss === 'errors' ? 0 : 1,
      maxContributions,
      openTime,
      revealTime,
      drawnPieces,
      fullImprovement,
    }
  },
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
