import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { formatAmount } from '../../format.ts'
import type { MarketOptions } from '../../market/types.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { Invocation } from '../../run.ts'

/** `cotrain market cancel`: gives up a market that has not opened, and brings the bounty back. */
export default async function cancelCommand({ out, options }: Invocation<MarketOptions>): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'market')
  await client.cancelMarketSync({ model })
  const { amount } = await client.withdrawBountySync({ model })
  out.result(
    { model: formatModelId(model), withdrawn: amount },
    () => `Cancelled. The bounty came back: ${formatAmount(amount)}.`,
  )
}
