import { formatModelId, type MarketOptions, type mechanisms, optionsOf } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import type { MarketInvocation } from '../../market/types.ts'
import { checkTogether, flagOf } from '../../mechanisms.ts'
import { columns } from '../../output.ts'
import { type OptionsOf, written } from '../../program/given.ts'
import type { optionsOptions } from '../../program/market.ts'
import { unitOf } from '../../program/units.ts'

type Options = OptionsOf<typeof optionsOptions>

/** `cotrain market options`: says what the next market is like, or changes it while none runs. */
export default async function optionsCommand({
  out,
  options,
  args,
}: MarketInvocation<Options>): Promise<void> {
  const { client } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const wanted = chosen(options)
  checkTogether('market', wanted, model.classifier)
  const changed = Object.keys(wanted)
  const now =
    changed.length === 0
      ? (await client.getMarket({ model })).options
      : (await client.setMarketOptionsSync({ model, options: wanted })).options
  out.result({ model: formatModelId(model), changed, options: now }, () =>
    [
      ...(changed.length === 0 ? [] : ['Changed, for the next market:']),
      columns(rows(now, changed, out.colors.bold)),
    ].join('\n'),
  )
}

/** Those that the user gives. */
function chosen(options: Options): Partial<MarketOptions> {
  return Object.fromEntries(
    optionsOf('market').flatMap(([name, option]) => {
      const value = options[flagOf(name, option) as keyof Options]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function rows(now: MarketOptions, changed: readonly string[], bold: (text: string) => string): string[][] {
  return optionsOf('market').map(([name, option]) => {
    const paint = changed.includes(name) ? bold : (text: string) => text
    const value = unitOf(option).show(now[name as keyof typeof mechanisms.market.options])
    return [paint(written(flagOf(name, option))), paint(value), option.words]
  })
}
