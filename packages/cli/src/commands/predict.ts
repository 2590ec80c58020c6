import { type ClippedNumber, classifiers, formatModelId, type Model, type SampleOf } from '@cotrain/sdk'
import { connect } from '../context.ts'
import { CliError } from '../errors.ts'
import { formatPercent, plural } from '../format.ts'
import { type Judgement, judgeHere, judgeThere } from '../judgement.ts'
import { chooseModel } from '../modelChoice.ts'
import { noteOnSample } from '../notes.ts'
import type { OptionsOf } from '../program/given.ts'
import type { predictOptions } from '../program/use.ts'
import type { Invocation } from '../run.ts'
import { readSampleWithRanges } from '../samples.ts'

type Options = OptionsOf<typeof predictOptions>

/** `cotrain predict`: the class that a model gives to a sample. Nothing is sent to the chain. */
export default async function predictCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const client = await connect(options)
  const model = await chooseModel(client, options.model)
  if (model.metadata.classes.length === 0) {
    throw new CliError(`${model.metadata.name} has no classes yet.`, ['Add some with: cotrain add-class'])
  }
  const { sample, clipped } = await readSampleWithRanges(client, model, args[0], options)
  const judgement = await (options.local ? judgeHere : judgeThere)(client, model, sample)
  const { label, ...grounds } = judgement
  const name = model.metadata.classes[label] ?? String(label)
  out.result(
    {
      model: formatModelId(model),
      label,
      class: name,
      ...grounds,
      ...describeSample(model, sample, clipped),
    },
    () =>
      [
        `${out.colors.bold(name)}  (${[...reasons(model, judgement), seen(model, sample)].join('; ')})`,
        ...noteOnSample(clipped),
      ].join('\n'),
  )
}

function describeSample({ classifier }: Model, sample: SampleOf, clipped: readonly ClippedNumber[]) {
  return classifiers[classifier].samples === 'sparse'
    ? { features: [...sample] }
    : { integers: [...sample], clipped }
}

function seen({ classifier }: Model, sample: SampleOf): string {
  if (classifiers[classifier].samples === 'dense') return plural(sample.length, 'number')
  return sample.length === 0 ? 'the model knows none of the words' : plural(sample.length, 'known feature')
}

/** Why the model says so, as far as its classifier can tell. */
function reasons({ metadata }: Model, { score, probabilities }: Judgement): string[] {
  const reasons: string[] = []
  if (probabilities !== undefined) {
    const shares = probabilities.map((share, i) => `${metadata.classes[i] ?? i} ${formatPercent(share)}`)
    reasons.push(shares.join(', '))
  } else if (score !== undefined) {
    reasons.push(`score ${score}`)
  }
  return reasons
}
