import { type LagOptions, problemOf } from './readiness.ts'
import type { BlockSaid, WarmModel } from './warmModel.ts'

/** What is known of a model; see the schema `Model`. */
export function describeModel(warmModel: WarmModel, chainId: number, lag: LagOptions): object {
  const { id, model } = warmModel
  const { metadata, metadataWarning } = model
  const warm = warmModel.warm()
  const problem = problemOf(warmModel, lag)
  const { inputs, encoder } = warmModel.reader()
  return {
    id,
    name: metadata.name,
    ...(metadata.description !== undefined && { description: metadata.description }),
    ...(metadataWarning !== undefined && { warning: metadataWarning }),
    classes: warm?.classes ?? metadata.classes,
    classifier: model.classifier,
    mechanism: model.mechanism,
    chainId,
    trainer: model.trainer,
    owner: warm?.owner ?? model.owner,
    features: model.classifierOptions.featureCount,
    encoder: metadata.encoder,
    inputs,
    ...('encoder' in encoder &&
      'inputs' in encoder.encoder && { numbers: numbersOf(encoder.encoder.inputs) }),
    contributions: warm?.synced.contributions.length ?? 0,
    ready: problem === undefined,
    ...(problem !== undefined && { problem }),
    accuracy: null,
    ...(warm && { block: warm.block }),
  }
}

function numbersOf(inputs: unknown) {
  return (inputs as readonly { name: string; unit?: string; min: number; max: number }[]).map(
    ({ name, unit, min, max }) => ({ name, ...(unit !== undefined && { unit }), min, max }),
  )
}

export type Health = {
  ready: boolean
  problem?: string
  models: { id: string; ready: boolean; problem?: string; block?: BlockSaid }[]
}

/** Whether all models' answers are recent, and why not. @param stopping Whether this process is about to end. */
export function healthOf(models: Iterable<WarmModel>, lag: LagOptions, stopping: boolean): Health {
  const each = [...models].map(model => {
    const problem = problemOf(model, lag)
    const block = model.warm()?.block
    return {
      id: model.id,
      ready: problem === undefined,
      ...(problem && { problem }),
      ...(block && { block }),
    }
  })
  const first = each.find(({ ready }) => !ready)
  const problem = stopping ? 'this server is stopping' : first && `${first.id}: ${first.problem}`
  return { ready: problem === undefined, ...(problem && { problem }), models: each }
}
