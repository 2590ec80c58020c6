import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { formatAmount, plural } from '../../format.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { checkPhase } from '../../market/phases.ts'
import type { MarketInvocation } from '../../market/types.ts'

/** `cotrain market cancel`: gives up a market while bundles are committed, and brings the bounty back. */
export default async function cancelCommand({ out, options, args }: MarketInvocation): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const market = await client.getMarket({ model })
  checkPhase(model, market, 'committing')
  const { bounty, bundles } = market
  await client.cancelMarketSync({ model })
  const id = formatModelId(model)
  out.result({ model: id, bounty, bundles: Number(bundles) }, () =>
    [
      `Cancelled. The bounty came back: ${formatAmount(bounty)}.`,
      ...(bundles === 0n
        ? []
        : [
            `${plural(Number(bundles), 'bundle')} can have stake and fee back: cotrain market claim ${id} --all`,
          ]),
    ].join('\n'),
  )
}
