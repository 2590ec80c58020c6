import { formatModelId, type Model, parseModelId, UnknownModelError } from '@cotrain/sdk'
import { foundry } from 'viem/chains'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'

/**
 * The model that the user means: an id (`deposits:0`), a name, a number that only one model has, or
 * nothing if the chain has only one model. On a development chain nothing means the first of several.
 *
 * @throws CliError when it is not clear which, UnknownModelError when there is no such id or number.
 */
export async function chooseModel(client: Connection, text: string | undefined): Promise<Model> {
  if (client.brought) return ofSnapshot(await client.getModel(client.brought), text)
  if (text?.includes(':')) return client.getModel({ model: parseModelId(text) })
  const models = await client.listModels({})
  if (text === undefined) return chooseAmong(client, models)
  return /^\d{1,20}$/.test(text) ? modelByNumber(models, text) : modelByName(models, text)
}

/** The model of the snapshot that the user named. @throws CliError when another one is meant */
function ofSnapshot(model: Model, text: string | undefined): Model {
  const id = formatModelId(model)
  const names = [id, String(model.modelId), model.metadata.name.trim().toLowerCase()]
  if (text === undefined || names.includes(text.trim().toLowerCase())) return model
  throw new CliError(`The snapshot is of ${id}, ${model.metadata.name}, and not of ${text}.`)
}

/** The only one of `models`; on a development chain the first of several. @throws CliError when it is not clear which */
export function chooseAmong(client: Connection, models: readonly Model[]): Model {
  return client.chain.id === foundry.id ? firstModel(models) : onlyModel(models)
}

function firstModel(models: readonly Model[]): Model {
  const [model, ...others] = models
  if (model === undefined || others.length === 0) return onlyModel(models)
  const name = `${model.metadata.name} (${formatModelId(model)})`
  process.stderr.write(`Model: ${name}, the first of ${models.length}; --model names another.\n`)
  return model
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

function modelByNumber(models: readonly Model[], text: string): Model {
  const modelId = BigInt(text)
  const [model, ...others] = models.filter(each => each.modelId === modelId)
  if (model === undefined) throw new UnknownModelError({ modelId })
  if (others.length === 0) return model
  throw new CliError(`Several models have the number ${text}: use the id.`, list([model, ...others]))
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
