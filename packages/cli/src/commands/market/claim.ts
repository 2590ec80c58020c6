import { formatModelId } from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import { connectWithAccount } from '../../context.ts'
import { formatAmount, formatChange, plural } from '../../format.ts'
import type { MarketOptions } from '../../market/types.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { Invocation } from '../../run.ts'

/** `cotrain market claim`: pays the account all that it has earned, and the sponsor what is left of the bounty. */
export default async function claimCommand({ out, options }: Invocation<MarketOptions>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'market')
  const all = await client.listRewards({ model, account: account.address })
  const rewards = all.filter(({ own, status }) => own && status === 'claimable')
  const { total } = rewards.length === 0 ? { total: 0n } : await client.claimRewardsSync({ model, rewards })
  const { sponsor, withdrawable } = await client.getMarket({ model })
  const isSponsor = isAddressEqual(sponsor, account.address)
  const withdrawn = isSponsor && withdrawable > 0n ? (await client.withdrawBountySync({ model })).amount : 0n
  const claims = rewards.map(({ index, amount = 0n, profit = 0n }) => ({
    index: Number(index),
    amount,
    profit,
  }))
  const document = { model: formatModelId(model), account: account.address, claims, total, withdrawn }
  out.result(document, () => {
    const lines = claims.map(
      ({ index, amount, profit }) =>
        `  contribution ${index}: ${formatAmount(amount)} (${formatChange(profit)})`,
    )
    const paid = `${plural(claims.length, 'contribution')} paid: ${formatAmount(total)} in all.`
    const rest = `What is left of the bounty came back: ${formatAmount(withdrawn)}.`
    if (claims.length === 0 && withdrawn === 0n)
      return 'There is nothing for you to claim now: cotrain market status'
    return [...(claims.length === 0 ? [] : [paid, ...lines]), ...(withdrawn === 0n ? [] : [rest])].join('\n')
  })
}
