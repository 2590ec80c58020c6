import { z } from 'zod'

/**
 * What a report reads of a sweep. Fields that it does not read are let through as they are, so that files of other
 * versions open too.
 */
const numbers = z.array(z.number())
const figure = z.union([z.number(), z.null()], { error: 'must be a number or null' })
const count = z.int().min(0)

const earnings = {
  contributions: z.number(),
  verified: z.number(),
  points: z.number(),
  reports: z.number(),
  gas: z.number(),
  deposited: z.number(),
  refunded: z.number(),
  taken: z.number(),
  lost: z.number(),
  open: z.number(),
  profit: z.number(),
}

const population = z.looseObject({
  name: z.string(),
  strategy: z.string(),
  role: z.enum(['honest', 'attacker', 'neutral']),
  count,
  ...earnings,
})

const agent = z.looseObject({ name: z.string(), population: z.string(), strategy: z.string(), ...earnings })

const series = z.looseObject({
  time: numbers.min(1, 'is empty'),
  accuracy: numbers,
  contributions: numbers,
  baselineAccuracy: numbers.optional(),
  balances: z.array(z.looseObject({ population: z.string(), balance: numbers })),
})

const metrics = z.looseObject({
  initialAccuracy: figure,
  meanAccuracy: figure,
  finalAccuracy: figure,
  baselineMeanAccuracy: figure,
  lostPoints: figure,
  attackCost: figure,
  attackCostPerPoint: figure,
  honestProfit: figure,
  attackerProfit: figure,
  honestVerified: figure,
  attackerVerified: figure,
  honestPoints: figure,
  attackerPoints: figure,
  honestDepositsLost: figure,
  attackerContributions: figure,
  secondsToRecover: figure,
  gini: figure,
})

const point = z.record(z.string(), z.json())

/** One run, as far as a report reads it. */
export const runSchema = z.looseObject({
  seed: z.int(),
  point,
  series,
  agents: z.array(agent),
  populations: z.array(population),
  metrics: metrics.catchall(z.union([z.number(), z.string(), z.boolean(), z.null()])),
})

/** All but the runs. */
export const headerSchema = z.looseObject({
  scenario: z.json(),
  name: z.string(),
  description: z.string(),
  axes: z.array(
    z.looseObject({
      path: z.string().min(1),
      title: z.string().optional(),
      values: z.array(z.json()).min(1, 'is empty'),
    }),
  ),
  seeds: z.array(z.int()),
})

/** One run as it was checked. */
export type CheckedRun = z.output<typeof runSchema>
