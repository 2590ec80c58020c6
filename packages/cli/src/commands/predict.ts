import { formatModelId, type Model, type Sample } from '@cotrain/sdk'
import { type Connection, connect, type RpcOptions } from '../context.ts'
import { plural } from '../format.ts'
import { chooseModel } from '../modelChoice.ts'
import type { Invocation } from '../run.ts'
import { readSample, type SampleOptions } from '../samples.ts'

type Options = RpcOptions & SampleOptions & { model?: string; local?: boolean }

/** `cotrain predict`: the class that a model gives to a sample. Nothing is sent to the chain. */
export default async function predictCommand({
  out,
  options,
  args,
}: Invocation<Options, [string?]>): Promise<void> {
  const client = await connect(options)
  const model = await chooseModel(client, options.model)
  const sample = await readSample(client, model, args[0], options)
  const { label, score } = options.local
    ? await predictHere(client, model, sample)
    : await predictThere(client, model, sample)
  const name = model.metadata.classes[label] ?? String(label)
  out.result(
    { model: formatModelId(model), label, class: name, score: Number(score), features: [...sample] },
    () => {
      const seen =
        sample.length === 0 ? 'the model knows none of the words' : plural(sample.length, 'known feature')
      return `${out.colors.bold(name)}  (score ${score}; ${seen})`
    },
  )
}

async function predictThere(client: Connection, model: Model, sample: Sample) {
  const [label, score] = await Promise.all([
    client.predict({ model, sample }),
    client.score({ model, sample }),
  ])
  return { label, score }
}

/** By the twin: the contract's arithmetic here, on the model as the chain's events tell it. */
async function predictHere(client: Connection, model: Model, sample: Sample) {
  const { twin } = await client.syncModel({ model })
  return { label: twin.predict(model.modelId, sample), score: twin.score(model.modelId, sample) }
}
