import { formatModelId, type Model, type SettleContributionsSyncReturnType } from '@cotrain/sdk'
import { type Connection, connectWithAccount } from '../../context.ts'
import { formatAmount, formatTime, plural } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { settleOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'
import { checkWhich } from '../../which.ts'

type Options = OptionsOf<typeof settleOptions>
type Settled = SettleContributionsSyncReturnType['settled'][number]

/** `cotrain settle`: the model learns labels that are final, and who asserted them is paid. */
export default async function settle({ out, options }: Invocation<Options>): Promise<void> {
  checkWhich(options)
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const { settled, transactions } = await settleThem(client, model, options.index)
  const next = settled.length === 0 ? await nextFinal(client, model) : undefined
  const document = {
    model: formatModelId(model),
    account: account.address,
    contributions: settled.map(values => describe(values, model)),
    transactions,
  }
  out.result(document, () => words(settled, model, next))
}

async function settleThem(client: Connection, model: Model<'bonded'>, index: number | undefined) {
  if (index === undefined) {
    const { settled, hashes } = await client.settleContributionsSync({ model })
    return { settled, transactions: hashes }
  }
  const one = await client.settleContributionSync({ model, index: BigInt(index) })
  return { settled: [one], transactions: [one.receipt.transactionHash] }
}

function describe({ index, label, amounts }: Settled, model: Model<'bonded'>) {
  return {
    index: Number(index),
    label,
    class: model.metadata.classes[label],
    paid: sum(amounts),
  }
}

/** When the first of the open labels is final, in seconds since 1970. */
async function nextFinal(client: Connection, model: Model<'bonded'>): Promise<bigint | undefined> {
  const rows = await client.listChallenges({ model })
  const times = rows.filter(({ status }) => status === 'open').map(({ finalAt }) => finalAt)
  return times.sort((a, b) => Number(a - b))[0]
}

function words(settled: readonly Settled[], model: Model<'bonded'>, next: bigint | undefined): string {
  if (settled.length === 0) {
    const when = next === undefined ? '' : ` The next will be at ${formatTime(Number(next))}.`
    return `No label is final now.${when}`
  }
  const lines = settled.map(({ index, label, amounts }) => {
    const name = model.metadata.classes[label]
    return `  contribution ${index}: "${name}"; ${formatAmount(sum(amounts))} paid`
  })
  return [`${plural(settled.length, 'contribution')} settled.`, ...lines].join('\n')
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
