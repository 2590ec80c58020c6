import { formatModelId, kindNames, kinds, type Model, type ModelReference, parseModelId } from '@cotrain/sdk'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'

/**
 * The model that the user means: an id (`sparse-perceptron-drt:0`), a number, a name, or nothing if the chain has
 * only one model.
 *
 * @throws CliError when it is not clear which, UnknownModelError when there is no such number.
 */
export async function chooseModel(client: Connection, text: string | undefined): Promise<Model> {
  const reference = text === undefined ? undefined : asReference(text)
  if (reference !== undefined) return client.getModel({ model: reference })
  const models = await client.listModels({})
  return text === undefined ? onlyModel(models) : modelByName(models, text)
}

function asReference(text: string): ModelReference | undefined {
  if (text.includes(':')) return parseModelId(text)
  const [kind, ...others] = kindNames
  if (!/^\d{1,20}$/.test(text) || kind === undefined || others.length > 0) return undefined
  return { kind, trainer: kinds[kind].address, modelId: BigInt(text) }
}

function onlyModel(models: readonly Model[]): Model {
  const [model, ...others] = models
  if (model === undefined) {
    throw new CliError('There are no models on this chain.', ['Put one there: cotrain deploy --model FILE'])
  }
  if (others.length > 0) {
    throw new CliError(
      `There are ${models.length} models on this chain: say which with --model.`,
      list(models),
    )
  }
  return model
}

function modelByName(models: readonly Model[], name: string): Model {
  const wanted = name.trim().toLowerCase()
  const [model, ...others] = models.filter(({ metadata }) => metadata.name.trim().toLowerCase() === wanted)
  if (model === undefined) {
    throw new CliError(`There is no model "${name}" on this chain.`, models.length > 0 ? list(models) : [])
  }
  if (others.length > 0) {
    throw new CliError(`Several models are called "${name}": use the id.`, list([model, ...others]))
  }
  return model
}

function list(models: readonly Model[]): string[] {
  return models.slice(0, 20).map(model => `${formatModelId(model)}  ${model.metadata.name}`)
}
