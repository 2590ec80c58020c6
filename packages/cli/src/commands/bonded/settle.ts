import {
  type ChallengeStatus,
  formatModelId,
  type Model,
  type SettleContributionSyncReturnType,
} from '@cotrain/sdk'
import { type Connection, connectWithAccount } from '../../context.ts'
import { formatAmount, formatTime, plural } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { settleOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'
import { checkWhich } from '../../which.ts'

type Options = OptionsOf<typeof settleOptions>

/** What was closed; the label is undefined where it was dropped. */
type Closed = Pick<SettleContributionSyncReturnType, 'index' | 'label' | 'amounts'>

/** `cotrain settle`: the model learns labels that are final, what stayed contested is dropped, and all are paid. */
export default async function settle({ out, options }: Invocation<Options>): Promise<void> {
  checkWhich(options)
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const { closed, transactions } = await settleThem(client, model, options.index)
  const next = closed.length === 0 ? await nextFinal(client, model) : undefined
  const document = {
    model: formatModelId(model),
    account: account.address,
    contributions: closed.map(values => describe(values, model)),
    transactions,
  }
  out.result(document, () => words(closed, model, next))
}

async function settleThem(
  client: Connection,
  model: Model<'bonded'>,
  index: number | undefined,
): Promise<{ closed: Closed[]; transactions: readonly string[] }> {
  if (index === undefined) {
    const { settled, dropped, hashes } = await client.settleContributionsSync({ model })
    const closed = [...settled, ...dropped.map(each => ({ ...each, label: undefined }))]
    return { closed: closed.sort((a, b) => Number(a.index - b.index)), transactions: hashes }
  }
  const one = await client.settleContributionSync({ model, index: BigInt(index) })
  return { closed: [one], transactions: [one.receipt.transactionHash] }
}

function describe({ index, label, amounts }: Closed, model: Model<'bonded'>) {
  return {
    index: Number(index),
    label: label ?? null,
    class: label === undefined ? null : model.metadata.classes[label],
    paid: sum(amounts),
  }
}

/** When the first of what is open can be closed, in seconds since 1970. */
async function nextFinal(client: Connection, model: Model<'bonded'>): Promise<bigint | undefined> {
  const rows = await client.listChallenges({ model })
  const times = rows.filter(({ status }) => pending.includes(status)).map(({ finalAt }) => finalAt)
  return times.sort((a, b) => Number(a - b))[0]
}

const pending: readonly ChallengeStatus[] = ['open', 'contested', 'disputed']

function words(closed: readonly Closed[], model: Model<'bonded'>, next: bigint | undefined): string {
  if (closed.length === 0) {
    const when = next === undefined ? '' : ` The next will be at ${formatTime(Number(next))}.`
    return `No label is final now.${when}`
  }
  const lines = closed.map(({ index, label, amounts }) => {
    const what = label === undefined ? 'dropped' : `"${model.metadata.classes[label]}"`
    return `  contribution ${index}: ${what}; ${formatAmount(sum(amounts))} paid`
  })
  return [`${plural(closed.length, 'contribution')} settled.`, ...lines].join('\n')
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
