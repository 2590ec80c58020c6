import { AbiDecodingZeroDataError, BaseError } from 'viem'
import { multicall } from 'viem/actions'
import { trainerAbi } from '../abi/index.ts'
import type { ClassifierName, MechanismName, Trainer } from '../kinds/abis.ts'
import { mechanismNames } from '../kinds/mechanisms.ts'
import { trainerOf } from '../kinds/trainers.ts'
import { describeModel, type Model } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { countModels } from './internal/countModels.ts'
import { readModels } from './internal/readModels.ts'
import { mapAbreast } from './internal/sync/blocks.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type ListModelsParameters = {
  /** Models under this mechanism only. @default all */
  mechanism?: MechanismName | undefined
  /** Models of this classifier only. @default all */
  classifier?: ClassifierName | undefined
}
export type ListModelsReturnType = Model[]

/** Models read in one call. */
const pageSize = 50

/**
 * Lists all models on the client's chain, by mechanism and oldest first, with their metadata. Mechanisms whose trainer
 * nobody has deployed there have no models.
 *
 * @throws ClassifierUnknownError, WrongChainError, NodeUnreachableError
 *
 * @example
 * for (const { metadata, ready } of await listModels(client)) console.log(metadata.name, ready)
 */
export async function listModels(
  client: CotrainClient,
  { mechanism, classifier }: ListModelsParameters = {},
): Promise<ListModelsReturnType> {
  const trainers = (mechanism ? [mechanism] : mechanismNames).map(trainerOf)
  const counts = await countAll(client, trainers)
  const pages = trainers.flatMap((trainer, i) => pagesOf(counts[i]!).map(ids => ({ trainer, ids })))
  const read = await mapAbreast(pages, ({ trainer, ids }) => readModels(client, trainer, ids))
  const wanted = read.flat().filter(model => classifier === undefined || model.classifier === classifier)
  return mapAbreast(wanted, model => describeModel(client, model), 16)
}

function pagesOf(count: bigint): bigint[][] {
  const ids = Array.from({ length: Number(count) }, (_, i) => BigInt(i))
  const pages = Math.ceil(ids.length / pageSize)
  return Array.from({ length: pages }, (_, page) => ids.slice(page * pageSize, (page + 1) * pageSize))
}

/**
 * How many models there are in each trainer, in one call: of Multicall3, which need not stand on the chain, for the call
 * brings its code along. Nodes that do not run that are asked trainer by trainer.
 */
async function countAll(client: CotrainClient, trainers: readonly Trainer[]): Promise<bigint[]> {
  const contracts = trainers.map(({ trainer: address }) => ({
    abi: trainerAbi,
    address,
    functionName: 'modelCount' as const,
  }))
  const answers = await withTrainerErrors(client, contracts[0]!.address, () =>
    multicall(client, { contracts, deployless: true }),
  )
  return mapAbreast(trainers, async (trainer, i) => {
    const { result, error } = answers[i]!
    if (result !== undefined) return result
    const none = error instanceof BaseError && error.walk(e => e instanceof AbiDecodingZeroDataError)
    return none ? 0n : countModels(client, trainer)
  })
}
