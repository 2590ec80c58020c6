import { formatModelId } from '@cotrain/sdk'
import { findLabel } from '@cotrain/sdk/data'
import { connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { formatAmount, formatDuration } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import type { challengeOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof challengeOptions>

/** `cotrain challenge`: asserts that a contribution has another label than the last one asserted. */
export default async function challenge({ out, options }: Invocation<Options>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const label = findLabel(model.metadata.classes, options.label)
  const index = BigInt(options.index)
  if (options.pool && options.maxBond !== undefined) {
    throw new CliError('With --pool the bond is there already: leave out --max-bond.')
  }
  const { bond, receipt } = options.pool
    ? await client.challengeTogetherSync({ model, index, label })
    : await client.challengeSync({ model, index, label, maxBond: options.maxBond })
  const name = model.metadata.classes[label]
  const document = {
    model: formatModelId(model),
    account: account.address,
    index: options.index,
    label,
    class: name,
    bond,
    pool: options.pool === true,
    transaction: receipt.transactionHash,
  }
  const wait = formatDuration(model.incentiveOptions.challengeTime)
  const { challenges = [] } = await client.getContribution({ model, index })
  const isLast = challenges.length >= model.incentiveOptions.maxChallenges
  out.result(document, () =>
    [
      options.pool
        ? `The pool says that contribution ${options.index} is "${name}", and staked ${formatAmount(bond)} on it.`
        : `You say that contribution ${options.index} is "${name}", and staked ${formatAmount(bond)} on it.`,
      isLast
        ? `Nobody can contradict that. It is dropped after ${wait}, unless the model has an arbiter and somebody calls it.`
        : `If nobody contradicts you for ${wait}, that is final: cotrain settle --all`,
    ].join('\n'),
  )
}
