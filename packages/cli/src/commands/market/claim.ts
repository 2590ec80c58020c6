import { formatModelId, type Reward } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { formatAmount, formatChange, plural, shortAddress } from '../../format.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { nextStep } from '../../market/phases.ts'
import type { MarketInvocation } from '../../market/types.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { claimOptions } from '../../program/market.ts'

type Options = OptionsOf<typeof claimOptions>

/** `cotrain market claim`: has the account's bundles paid, or everybody's, who each get what is theirs. */
export default async function claimCommand({ out, options, args }: MarketInvocation<Options>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const all = await client.listRewards({ model, account: account.address })
  const rewards = all.filter(({ own, status }) => status === 'claimable' && (own || options.all))
  const { total } = rewards.length === 0 ? { total: 0n } : await client.claimRewardsSync({ model, rewards })
  const claims = rewards.map(describe)
  const document = { model: formatModelId(model), account: account.address, claims, total }
  const market = await client.getMarket({ model })
  out.result(document, () => {
    if (claims.length === 0) return `Nothing can be claimed now. ${nextStep(model, market)}`
    const lines = claims.map(({ bundle, contributor, amount, profit }, i) => {
      const who = rewards[i]?.own ? 'you' : shortAddress(contributor)
      return `  bundle ${bundle}: ${formatAmount(amount)} to ${who} (${formatChange(profit)})`
    })
    return [`${plural(claims.length, 'bundle')} paid: ${formatAmount(total)} in all.`, ...lines].join('\n')
  })
}

function describe({ bundle, contributor, amount = 0n, profit = 0n }: Reward) {
  return { bundle: Number(bundle), contributor, amount, profit }
}
