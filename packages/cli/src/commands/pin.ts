import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../context.ts'
import { formatCount, formatTime } from '../format.ts'
import { chooseModel } from '../modelChoice.ts'
import type { OptionsOf } from '../program/given.ts'
import type { pinOptions } from '../program/teach.ts'
import type { Invocation } from '../run.ts'

type Options = OptionsOf<typeof pinOptions>

/** `cotrain pin`: pins a model's log, so that proofs stay right while others contribute. */
export default async function pinCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModel(client, args[0])
  const { entries, running, until, receipt } = await client.pinSync({ model })
  const document = {
    model: formatModelId(model),
    account: account.address,
    entries: Number(entries),
    running,
    until: Number(until),
    transaction: receipt.transactionHash,
  }
  out.result(document, () =>
    [
      `The log of ${model.metadata.name} is pinned at ${formatCount(entries)} ${entries === 1n ? 'entry' : 'entries'}.`,
      `Proofs of them stay right until ${formatTime(Number(until))}, whatever others contribute.`,
    ].join('\n'),
  )
}
