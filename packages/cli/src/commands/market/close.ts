import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { formatAmount } from '../../format.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { checkPhase } from '../../market/phases.ts'
import type { MarketInvocation } from '../../market/types.ts'

/** `cotrain market close`: ends a market that nobody revealed a bundle to, or whose test set is missing; anybody may. */
export default async function closeCommand({ out, options, args }: MarketInvocation): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  checkPhase(model, await client.getMarket({ model }), 'overdue')
  const { defaulted, share, rest } = await client.closeMarketSync({ model })
  const id = formatModelId(model)
  out.result({ model: id, defaulted, share, rest }, () =>
    defaulted
      ? [
          'Closed: the market has defaulted.',
          `Each bundle that was revealed has stake and fee back, and ${formatAmount(share)}: cotrain market claim ${id} --all`,
        ].join('\n')
      : `Closed: nobody revealed a bundle. The sponsor has the bounty back: ${formatAmount(rest)}.`,
  )
}
