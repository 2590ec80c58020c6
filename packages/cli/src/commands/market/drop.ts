import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import type { MarketOptions } from '../../market/types.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { Invocation } from '../../run.ts'

/** `cotrain market drop`: passes over the next contribution, which takes more gas to try than a transaction has. */
export default async function dropCommand({ out, options }: Invocation<MarketOptions>): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'market')
  const { index, receipt } = await client.dropContributionSync({ model })
  out.result(
    { model: formatModelId(model), index, transaction: receipt.transactionHash },
    () => `Contribution ${index} is passed over; its stake comes back. Go on: cotrain market settle`,
  )
}
