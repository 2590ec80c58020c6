import { AbiDecodingZeroDataError, type Address, BaseError } from 'viem'
import { multicall } from 'viem/actions'
import { trainerAbi } from '../abi/index.ts'
import { TrainerNotDeployedError } from '../errors/network.ts'
import type { ClassifierName, Kind, MechanismName } from '../kinds/abis.ts'
import { kinds, trainerAddress } from '../kinds/trainers.ts'
import { describeModel, type Model } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { readModelStates } from './internal/readModelStates.ts'
import { readTrainer } from './internal/readTrainer.ts'
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
 * Lists all models on the client's chain, oldest first, with their metadata. Kinds that nobody has deployed there have
 * no models. It takes a few round trips to the node, however many kinds there are.
 *
 * @throws WrongChainError, NodeUnreachableError
 *
 * @example
 * for (const { metadata, ready } of await listModels(client)) console.log(metadata.name, ready)
 */
export async function listModels(
  client: CotrainClient,
  { mechanism, classifier }: ListModelsParameters = {},
): Promise<ListModelsReturnType> {
  const wanted = kinds.filter(
    kind =>
      (mechanism ?? kind.mechanism) === kind.mechanism && (classifier ?? kind.classifier) === kind.classifier,
  )
  const counts = await countAll(client, wanted)
  const pages = wanted.flatMap((kind, i) => pagesOf(kind, counts[i]!))
  const states = await mapAbreast(pages, ({ ids, ...trainer }) => readModelStates(client, trainer, ids))
  const found = pages.flatMap(({ ids, ...trainer }, i) =>
    ids.map((modelId, j) => ({ reference: { ...trainer, modelId }, state: states[i]![j]! })),
  )
  return mapAbreast(found, ({ reference, state }) => describeModel(client, reference, state), 16)
}

type Page = Kind & { trainer: Address; ids: bigint[] }

function pagesOf(kind: Kind, count: bigint): Page[] {
  const pages = Math.ceil(Number(count) / pageSize)
  return Array.from({ length: pages }, (_, page) => {
    const length = Math.min(pageSize, Number(count) - page * pageSize)
    const ids = Array.from({ length }, (_, i) => BigInt(page * pageSize + i))
    return { ...kind, trainer: trainerAddress(kind), ids }
  })
}

/**
 * How many models there are of each kind, in one call: of Multicall3, which need not stand on the chain, for the call
 * brings its code along. Nodes that do not run that are asked kind by kind.
 */
async function countAll(client: CotrainClient, wanted: readonly Kind[]): Promise<bigint[]> {
  const contracts = wanted.map(kind => ({
    abi: trainerAbi,
    address: trainerAddress(kind),
    functionName: 'modelCount' as const,
  }))
  const answers = await withTrainerErrors(client, contracts[0]!.address, () =>
    multicall(client, { contracts, deployless: true }),
  )
  return mapAbreast(
    wanted,
    async (kind, i) => {
      const { result, error } = answers[i]!
      if (result !== undefined) return result
      const none = error instanceof BaseError && error.walk(e => e instanceof AbiDecodingZeroDataError)
      return none ? 0n : countModels(client, kind)
    },
    16,
  )
}

/** How many models of a kind there are; none where its trainer is not deployed. */
export async function countModels(client: CotrainClient, kind: Kind): Promise<bigint> {
  const model = { ...kind, trainer: trainerAddress(kind) }
  return readTrainer(client, { model, functionName: 'modelCount', args: [] }).catch((error: unknown) => {
    if (error instanceof TrainerNotDeployedError) return 0n
    throw error
  })
}
