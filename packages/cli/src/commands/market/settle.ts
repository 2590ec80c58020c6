import { formatModelId } from '@cotrain/sdk'
import { SingleBar } from 'cli-progress'
import { type Connection, connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { formatCount, plural } from '../../format.ts'
import type { MarketModel } from '../../market/types.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { Output } from '../../output.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { settleOptions } from '../../program/market.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof settleOptions>
type Step = { gas: number; samples: number; transaction: string }

/** `cotrain market settle`: goes on with scoring, a transaction a step, until all is scored or the steps are done. */
export default async function settleCommand({ out, options }: Invocation<Options>): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'market')
  const before = await client.getMarket({ model })
  if (before.phaseName === 'settled') out.log('The market is settled already.')
  else if (before.phaseName !== 'settling') {
    throw new CliError(`The market cannot be settled: it is ${before.phaseName}.`, [
      '`cotrain market status` says what comes next.',
    ])
  }
  const steps = await work(client, out, model, options)
  const { phaseName, scored, contributions, firstLoss, loss, gains } = await client.getMarket({ model })
  const gas = steps.reduce((sum, step) => sum + step.gas, 0)
  const document = {
    model: formatModelId(model),
    steps,
    gas,
    phase: phaseName,
    scored: Number(scored),
    contributions: Number(contributions),
    firstLoss,
    loss,
    gains,
  }
  out.result(document, () =>
    [
      `${plural(steps.length, 'step')} with ${formatCount(gas)} gas; ${formatCount(scored)} of ${plural(Number(contributions), 'contribution')} scored.`,
      phaseName === 'settled'
        ? 'The market is settled. Next: cotrain market claim'
        : 'Go on: cotrain market settle',
    ].join('\n'),
  )
}

async function work(
  client: Connection,
  out: Output,
  model: MarketModel,
  { steps: most = Number.POSITIVE_INFINITY, gas }: Options,
): Promise<Step[]> {
  const steps: Step[] = []
  let bar: SingleBar | undefined
  try {
    while (steps.length < most) {
      const plan = await client.planSettlement({ model, gasBudget: BigInt(gas) })
      if (plan === undefined) break
      const { receipt } = await client.settleMarketSync({ model, plan })
      steps.push({
        gas: Number(receipt.gasUsed),
        samples: Number(plan.samples),
        transaction: receipt.transactionHash,
      })
      const { scored, contributions } = await client.getMarket({ model })
      if (!out.interactive) continue
      if (bar === undefined) {
        bar = new SingleBar({
          format: 'Scoring [{bar}] {value} of {total} contributions',
          clearOnComplete: true,
        })
        bar.start(Number(contributions), 0)
      }
      bar.update(Number(scored))
    }
  } finally {
    bar?.stop()
  }
  return steps
}
