import {
  type ClippedNumber,
  classifiers,
  formatModelId,
  type Judgement,
  type Model,
  parseModelId,
  type SampleOf,
} from '@cotrain/sdk'
import { noteOnSample } from '@cotrain/sdk/models'
import { type Connection, connect } from '../context.ts'
import { loadInstalled } from '../encoders.ts'
import { CliError } from '../errors.ts'
import { formatPercent, plural } from '../format.ts'
import { judgeHere, judgeThere } from '../judgement.ts'
import { chooseModel } from '../modelChoice.ts'
import type { OptionsOf } from '../program/given.ts'
import type { predictOptions } from '../program/use.ts'
import type { Invocation } from '../run.ts'
import { encodeWith, readSampleWithRanges } from '../samples.ts'

type Options = OptionsOf<typeof predictOptions>

/** `cotrain predict`: the class that a model gives to a sample. Nothing is sent to the chain. */
export default async function predictCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const client = await connect(options)
  const { model, sample, clipped, judgement } =
    (await judgeKept(client, options, args[0])) ?? (await judge(client, options, args[0]))
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

/** A model, a sample, and what the model gives to it. */
type Judged = {
  model: Pick<Model, 'mechanism' | 'classifier' | 'modelId' | 'metadata'>
  sample: SampleOf
  clipped: ClippedNumber[]
  judgement: Judgement
}

async function judge(client: Connection, options: Options, argument: string | undefined): Promise<Judged> {
  const model = await chooseModel(client, options.model)
  if (model.metadata.classes.length === 0) {
    throw new CliError(`${model.metadata.name} has no classes yet.`, ['Add some with: cotrain add-class'])
  }
  const { sample, clipped } = await readSampleWithRanges(client, model, argument, options)
  const judgement = await (options.local ? judgeHere : judgeThere)(client, model, sample)
  return { model, sample, clipped, judgement }
}

/**
 * The same of a model that is kept and named by its id, which takes one look at the node: is the model still there, and
 * what does it say? Undefined when anything is in the way of that; then the long way says what.
 */
async function judgeKept(
  client: Connection,
  options: Options,
  argument: string | undefined,
): Promise<Judged | undefined> {
  const { model: id, local, features, numbers, image, stdin } = options
  const ways = [argument, stdin, numbers, image].filter(way => way !== undefined)
  if (!id?.includes(':') || local || client.brought || features !== undefined || ways.length !== 1)
    return undefined
  try {
    const known = await client.recallModel({ model: parseModelId(id), load: loadInstalled })
    if (!known) return undefined
    const { model, metadata, encoder } = known
    const isText = classifiers[model.classifier].samples === 'sparse'
    // the numbers of a sample do not go through what was loaded; the long way knows how
    if ('loaded' in encoder ? numbers !== undefined : isText === (numbers !== undefined)) return undefined
    const { sample, clipped } = await encodeWith(encoder, argument, options)
    const [judgement, holds] = await Promise.all([judgeThere(client, model, sample), known.holds])
    if (!holds || metadata.classes[judgement.label] === undefined) return undefined
    return { model: { ...model, metadata }, sample, clipped, judgement }
  } catch (error) {
    if (error instanceof CliError) throw error
    return undefined
  }
}

function describeSample(
  { classifier }: Judged['model'],
  sample: SampleOf,
  clipped: readonly ClippedNumber[],
) {
  return classifiers[classifier].samples === 'sparse'
    ? { features: [...sample] }
    : { integers: [...sample], clipped }
}

function seen({ classifier }: Judged['model'], sample: SampleOf): string {
  if (classifiers[classifier].samples === 'dense') return plural(sample.length, 'number')
  return sample.length === 0 ? 'the model knows none of the words' : plural(sample.length, 'known feature')
}

/** Why the model says so, as far as its classifier can tell. */
function reasons({ metadata }: Judged['model'], { score, probabilities }: Judgement): string[] {
  const reasons: string[] = []
  if (probabilities !== undefined) {
    const shares = probabilities.map((share, i) => `${metadata.classes[i] ?? i} ${formatPercent(share)}`)
    reasons.push(shares.join(', '))
  } else if (score !== undefined) {
    reasons.push(`score ${score}`)
  }
  return reasons
}
