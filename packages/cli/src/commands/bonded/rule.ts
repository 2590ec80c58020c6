import { formatModelId } from '@cotrain/sdk'
import { findLabel } from '@cotrain/sdk/data'
import { connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { ruleOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof ruleOptions>

/** `cotrain rule`: the referee of a model says which class is right, or refuses. */
export default async function rule({ out, options }: Invocation<Options>): Promise<void> {
  if ((options.label === undefined) !== (options.refuse === true)) {
    throw new CliError('Say which class is right with --label, or --refuse.')
  }
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const { classes } = model.metadata
  const label = options.label === undefined ? undefined : findLabel(classes, options.label)
  const { disputeId, receipt } = await client.ruleSync({ model, index: BigInt(options.index), label })
  const document = {
    model: formatModelId(model),
    account: account.address,
    index: options.index,
    disputeId,
    label: label ?? null,
    class: label === undefined ? null : classes[label],
    transaction: receipt.transactionHash,
  }
  const said = label === undefined ? 'You refuse to rule' : `You rule that it is "${classes[label]}"`
  out.result(document, () => `${said}. Anybody may close it now: cotrain settle --index ${options.index}`)
}
