import * as z from 'zod'
import { toWei } from '../engine/money.ts'
import type { Mechanism } from './Mechanism.ts'
import { contributorGas } from './publishedMarket/gas.ts'
import { MarketClaims } from './publishedMarket/MarketClaims.ts'
import { PublishedMarket } from './publishedMarket/PublishedMarket.ts'

const day = 86_400
const seconds = z
  .int()
  .min(1)
  .max(2 ** 24 - 1)

const options = z
  .strictObject({
    /** Ether that the sponsor pays for the whole improvement. */
    bounty: z.number().min(1e-9).max(7e10).default(1),
    /** Ether that a contribution stakes. */
    stake: z.number().min(1e-9).max(18).default(0.01),
    /** Contributions with which the market closes. */
    maxContributions: z.int().min(1).max(65_535).default(1_000),
    /** Seconds for which contributions are taken, and in which the sponsor reveals the test set. */
    openTime: seconds.default(7 * day),
    revealTime: seconds.default(day),
    /** Pieces of the test set that are drawn and shown before contributions. */
    drawnPieces: z.int().min(1).max(63).default(4),
    loss: z.enum(['errors', 'quadratic']).default('errors'),
    /** Decrease of the mean loss that the whole bounty is paid for, in millionths. */
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

/**
 * The *published market*, which no contract has: contributions are seen when they are made, and share the bounty by their
 * gains. Its sponsor is the agent that owns the model, or the model's owner who plays by the rules.
 */
export const publishedMarket: Mechanism = {
  name: 'published market',
  options,
  learns: 'when settled',
  sponsored: true,
  simulated: (given, learner, model) => {
    const { stake, ...rules } = options.parse(given)
    return new PublishedMarket(learner, { ...rules, stake: toWei(stake) }, model)
  },
  gas: contributorGas,
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
