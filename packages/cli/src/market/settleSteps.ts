import { createBar } from '../bar.ts'
import type { Connection } from '../context.ts'
import type { Output } from '../output.ts'
import type { BundleSettledValues, MarketModel } from './types.ts'

/** How far to go: so many transactions at most, of so much gas. */
export type Limits = { steps?: number | undefined; gas: number }
export type Step = { gas: number; tests: number; transaction: string }

/** Scores bundles, a transaction a step, until all are scored or the steps are done; shows how far it is on a terminal. */
export async function settleSteps(
  client: Connection,
  out: Output,
  model: MarketModel,
  { steps: most = Number.POSITIVE_INFINITY, gas }: Limits,
): Promise<{ steps: Step[]; scored: BundleSettledValues[] }> {
  const steps: Step[] = []
  const scored: BundleSettledValues[] = []
  const bar = createBar(out, 'predictions')
  try {
    while (steps.length < most) {
      const plan = await client.planSettlement({ model, gasBudget: BigInt(gas) })
      if (plan === undefined) break
      const { receipt, scored: one } = await client.settleBundleSync({ model, plan })
      steps.push({
        gas: Number(receipt.gasUsed),
        tests: Number(plan.tests),
        transaction: receipt.transactionHash,
      })
      if (one !== undefined) scored.push(one)
      const { settled, revealed, tested, options } = await client.getMarket({ model })
      const done = Number(settled) * options.testSamples + Number(tested)
      bar.update(done, Number(revealed) * options.testSamples)
    }
  } finally {
    bar.stop()
  }
  return { steps, scored }
}
