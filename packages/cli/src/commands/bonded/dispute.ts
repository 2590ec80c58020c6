import { formatModelId } from '@cotrain/sdk'
import { connectWithAccount } from '../../context.ts'
import { formatAmount, formatTime } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { disputeOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof disputeOptions>

/** `cotrain dispute`: calls the arbiter of a contribution that was challenged as often as it may be. */
export default async function dispute({ out, options }: Invocation<Options>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const called = await client.disputeSync({
    model,
    index: BigInt(options.index),
    maxFee: options.maxArbitration,
  })
  const { disputeId, fee, until, receipt } = called
  const document = {
    model: formatModelId(model),
    account: account.address,
    index: options.index,
    disputeId,
    fee,
    until: Number(until),
    transaction: receipt.transactionHash,
  }
  const paid = fee === 0n ? '' : ` for ${formatAmount(fee)}`
  out.result(document, () =>
    [
      `The arbiter is called${paid}, and may rule until ${formatTime(Number(until))}.`,
      `After that, or once it has ruled: cotrain settle --index ${options.index}`,
    ].join('\n'),
  )
}
