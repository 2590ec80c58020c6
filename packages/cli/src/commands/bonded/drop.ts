import { type DropDuplicateSyncReturnType, formatModelId, type Model } from '@cotrain/sdk'
import { type Connection, connectWithAccount } from '../../context.ts'
import { formatAmount, plural } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { dropOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'
import { endOfSeveral, oneOfSeveral } from '../../sending/dryRun.ts'
import { checkWhich } from '../../which.ts'

type Options = OptionsOf<typeof dropOptions>

/** `cotrain drop`: shows that contributions have samples that the model was given before, so that they are dropped. */
export default async function drop({ out, options }: Invocation<Options>): Promise<void> {
  checkWhich(options)
  const { client, account, sender } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const dropped: DropDuplicateSyncReturnType[] = []
  const indices = await indicesOf(client, model, options.index)
  sender.several(indices.length)
  for (const index of indices) {
    const one = await oneOfSeveral(() => client.dropDuplicateSync({ model, index }))
    if (one !== undefined) dropped.push(one)
  }
  endOfSeveral()
  const document = {
    model: formatModelId(model),
    account: account.address,
    contributions: dropped.map(({ index, original, amount, receipt }) => ({
      index: Number(index),
      original: Number(original),
      reward: amount,
      transaction: receipt.transactionHash,
    })),
  }
  out.result(document, () => words(dropped))
}

async function indicesOf(
  client: Connection,
  model: Model<'bonded'>,
  index: number | undefined,
): Promise<bigint[]> {
  if (index !== undefined) return [BigInt(index)]
  return (await client.findDuplicates({ model })).map(each => each.index)
}

function words(dropped: readonly DropDuplicateSyncReturnType[]): string {
  if (dropped.length === 0) return 'No open contribution has a sample that the model was given before.'
  const lines = dropped.map(({ index, original, amount }) => {
    const paid = amount === 0n ? '' : `; you got ${formatAmount(amount)}`
    return `  contribution ${index} has the sample of ${original}${paid}`
  })
  return [`${plural(dropped.length, 'contribution')} dropped.`, ...lines].join('\n')
}
