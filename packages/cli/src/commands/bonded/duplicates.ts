import { type FindDuplicatesReturnType, formatModelId } from '@cotrain/sdk'
import { connect } from '../../context.ts'
import { formatAmount, shortAddress } from '../../format.ts'
import { chooseModelUnder } from '../../modelUnder.ts'
import { columns } from '../../output.ts'
import type { duplicatesOptions } from '../../program/bonded.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof duplicatesOptions>

/** `cotrain duplicates`: open contributions whose sample the model was given before. */
export default async function duplicates({ out, options }: Invocation<Options>): Promise<void> {
  const client = await connect(options)
  const model = await chooseModelUnder(client, options.model, 'bonded')
  const found = await client.findDuplicates({ model })
  const document = {
    model: formatModelId(model),
    contributions: found.map(({ index, contribution, original, isKnown, reward }) => ({
      index: Number(index),
      contributor: contribution.contributor,
      original: Number(original.index),
      depositIsLost: isKnown,
      reward,
    })),
  }
  out.result(document, () => words(found, out.colors.bold))
}

function words(found: FindDuplicatesReturnType, bold: (text: string) => string): string {
  if (found.length === 0) return 'No open contribution has a sample that the model was given before.'
  const header = ['#', 'BY', 'SAME AS', 'YOUR REWARD'].map(bold)
  const rows = found.map(({ index, contribution, original, reward }) => [
    String(index),
    shortAddress(contribution.contributor),
    String(original.index),
    reward === 0n ? 'none' : formatAmount(reward),
  ])
  return [columns([header, ...rows], [0, 2, 3]), '', 'Have them dropped: cotrain drop --all'].join('\n')
}
