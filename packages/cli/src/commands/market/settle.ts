import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { formatAmount, formatCount, formatPercent, plural } from '../../format.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { meanLoss } from '../../market/losses.ts'
import { checkPhase } from '../../market/phases.ts'
import { settleSteps } from '../../market/settleSteps.ts'
import type { BundleSettledValues, MarketInvocation } from '../../market/types.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { settleOptions } from '../../program/market.ts'

type Options = OptionsOf<typeof settleOptions>

/** `cotrain market settle`: goes on with scoring, a transaction a step, until all is scored or the steps are done. */
export default async function settleCommand({
  out,
  options,
  args,
}: MarketInvocation<Options>): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const before = await client.getMarket({ model })
  if (before.phaseName === 'settled') out.log('The market is settled already.')
  else checkPhase(model, before, 'settling')
  const { steps, scored } = await settleSteps(client, out, model, options)

  const after = await client.getMarket({ model })
  const { phaseName, settled, revealed, pot } = after
  const gas = steps.reduce((sum, step) => sum + step.gas, 0)
  const [firstLoss, loss] = [meanLoss(after, after.firstPayLoss), meanLoss(after, after.payLoss)]
  const id = formatModelId(model)
  const document = {
    model: id,
    steps,
    gas,
    phase: phaseName,
    scored: scored.map(describe),
    settled: Number(settled),
    revealed: Number(revealed),
    firstLoss,
    loss,
    pot,
  }
  out.result(document, () =>
    [
      `${plural(steps.length, 'step')} with ${formatCount(gas)} gas; ${formatCount(settled)} of ${plural(Number(revealed), 'bundle')} scored.`,
      ...scored.map(each => words(each, after.options.stake)),
      ...(firstLoss === null || loss === null
        ? []
        : [`The mean loss was ${formatPercent(firstLoss)}, and is ${formatPercent(loss)}.`]),
      phaseName === 'settled'
        ? `The market is settled. Next: cotrain market claim ${id}, or with --all`
        : `Go on: cotrain market settle ${id}`,
    ].join('\n'),
  )
}

function describe({ bundle, contributor, kept, tested, amount }: BundleSettledValues) {
  return { bundle: Number(bundle), contributor, kept, tested: Number(tested), amount }
}

function words({ bundle, kept, amount }: BundleSettledValues, stake: bigint): string {
  const change =
    amount === stake
      ? 'has its stake back'
      : amount > stake
        ? `earns ${formatAmount(amount - stake)} beside its stake`
        : `loses ${formatAmount(stake - amount)} of its stake`
  return `  bundle ${bundle}: ${kept ? 'kept' : 'refused'}, ${change}`
}
