import { TrainerNotDeployedError } from '../errors/network.ts'
import { type KindName, kindNames, trainerAddress } from '../kinds/kinds.ts'
import { describeModel, type Model } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { readModelStates } from './internal/readModelStates.ts'
import { readTrainer } from './internal/readTrainer.ts'

export type ListModelsParameters = {
  /** Models of this kind only. @default all kinds that stand on the chain */
  kind?: KindName | undefined
}
export type ListModelsReturnType = Model[]

/** Models read in one call. */
const pageSize = 50

/**
 * Lists all models on the client's chain, oldest first, with their metadata. Kinds that nobody has deployed there have
 * no models.
 *
 * @throws WrongChainError, NodeUnreachableError
 *
 * @example
 * for (const { metadata, ready } of await listModels(client)) console.log(metadata.name, ready)
 */
export async function listModels(
  client: CotrainClient,
  { kind }: ListModelsParameters = {},
): Promise<ListModelsReturnType> {
  const models: Model[] = []
  for (const name of kind ? [kind] : kindNames) models.push(...(await listKind(client, name)))
  return models
}

async function listKind(client: CotrainClient, kind: KindName): Promise<Model[]> {
  const trainer = trainerAddress(kind)
  const count = await countModels(client, kind)
  const models: Model[] = []
  for (let first = 0n; first < count; first += BigInt(pageSize)) {
    const length = Math.min(pageSize, Number(count - first))
    const ids = Array.from({ length }, (_, i) => first + BigInt(i))
    const states = await readModelStates(client, { kind, trainer }, ids)
    const page = states.map((state, i) => describeModel(client, { kind, trainer, modelId: ids[i]! }, state))
    models.push(...(await Promise.all(page)))
  }
  return models
}

/** How many models of a kind there are; none where its trainer is not deployed. */
export async function countModels(client: CotrainClient, kind: KindName): Promise<bigint> {
  const model = { kind, trainer: trainerAddress(kind) }
  return readTrainer(client, { model, functionName: 'modelCount', args: [] }).catch((error: unknown) => {
    if (error instanceof TrainerNotDeployedError) return 0n
    throw error
  })
}
