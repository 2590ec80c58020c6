import { formatModelId, type Model } from '@cotrain/sdk'
import { findLabel } from '@cotrain/sdk/data'
import { type Connection, connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { formatAmount } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { pledgeOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof pledgeOptions>

/** `cotrain pledge`: adds to the pool of a challenge that one purse need not pay alone, or takes it out again. */
export default async function pledge({ out, options }: Invocation<Options>): Promise<void> {
  const { label, amount, withdraw } = options
  const isPledge = label !== undefined && amount !== undefined
  if ((withdraw === true) === isPledge || (withdraw && (label ?? amount) !== undefined)) {
    throw new CliError('Say what to pledge, with --label and --amount; or --withdraw, alone.')
  }
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const index = BigInt(options.index)
  const about = { model: formatModelId(model), account: account.address, index: options.index }
  if (!isPledge) {
    const { withdrawn, hash } = await client.withdrawPledgeSync({ model, index })
    const sum = withdrawn.reduce((total, each) => total + each.amount, 0n)
    const document = { ...about, withdrawn: sum, transaction: hash }
    out.result(document, () => `You have ${formatAmount(sum)} back from pools of contribution ${index}.`)
    return
  }
  const added = await add(client, model, { index, label, amount })
  out.result({ ...about, ...added }, () => say(options.index, added))
}

type Pledge = { index: bigint; label: string; amount: bigint }

async function add(client: Connection, model: Model<'bonded'>, { index, label: given, amount }: Pledge) {
  const label = findLabel(model.metadata.classes, given)
  const { amount: pledged, receipt } = await client.pledgeSync({ model, index, label, amount })
  const { bond, missing } = await client.getPool({ model, index, label })
  const name = model.metadata.classes[label]
  return { label, class: name, pledged, bond, missing, transaction: receipt.transactionHash }
}

function say(
  index: number,
  { class: name, pledged, bond, missing }: Awaited<ReturnType<typeof add>>,
): string {
  const done = `You have pledged ${formatAmount(pledged)} for "${name}" as the class of contribution ${index}.`
  if (missing > 0n) {
    return `${done}\nOf the bond of ${formatAmount(bond)}, ${formatAmount(missing)} is missing. Until it is there you can take yours out: cotrain pledge --index ${index} --withdraw`
  }
  return `${done}\nThe bond of ${formatAmount(bond)} is there: cotrain challenge --index ${index} --label ${name} --pool`
}
