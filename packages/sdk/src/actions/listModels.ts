import { AbiDecodingZeroDataError, type Address, BaseError } from 'viem'
import { multicall } from 'viem/actions'
import { trainerAbi } from '../abi/index.ts'
import { TrainerNotDeployedError } from '../errors/network.ts'
import { type KindName, kindNames, trainerAddress } from '../kinds/kinds.ts'
import { describeModel, type Model } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { readModelStates } from './internal/readModelStates.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { mapAbreast } from './internal/sync/blocks.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type ListModelsParameters = {
  /** Models of this kind only. @default all kinds that stand on the chain */
  kind?: KindName | undefined
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
  { kind }: ListModelsParameters = {},
): Promise<ListModelsReturnType> {
  const names = kind ? [kind] : kindNames
  const counts = await countAll(client, names)
  const pages = names.flatMap((name, i) => pagesOf(name, counts[i]!))
  const states = await mapAbreast(pages, ({ ids, ...trainer }) => readModelStates(client, trainer, ids))
  const found = pages.flatMap(({ kind, trainer, ids }, i) =>
    ids.map((modelId, j) => ({ reference: { kind, trainer, modelId }, state: states[i]![j]! })),
  )
  return mapAbreast(found, ({ reference, state }) => describeModel(client, reference, state), 16)
}

type Page = { kind: KindName; trainer: Address; ids: bigint[] }

function pagesOf(kind: KindName, count: bigint): Page[] {
  const pages = Math.ceil(Number(count) / pageSize)
  return Array.from({ length: pages }, (_, page) => {
    const length = Math.min(pageSize, Number(count) - page * pageSize)
    const ids = Array.from({ length }, (_, i) => BigInt(page * pageSize + i))
    return { kind, trainer: trainerAddress(kind), ids }
  })
}

/**
 * How many models there are of each kind, in one call: of Multicall3, which need not stand on the chain, for the call
 * brings its code along. Nodes that do not run that are asked kind by kind.
 */
async function countAll(client: CotrainClient, names: readonly KindName[]): Promise<bigint[]> {
  const contracts = names.map(name => ({
    abi: trainerAbi,
    address: trainerAddress(name),
    functionName: 'modelCount' as const,
  }))
  const answers = await withTrainerErrors(client, contracts[0]!.address, () =>
    multicall(client, { contracts, deployless: true }),
  )
  return mapAbreast(
    names,
    async (name, i) => {
      const { result, error } = answers[i]!
      if (result !== undefined) return result
      const none = error instanceof BaseError && error.walk(e => e instanceof AbiDecodingZeroDataError)
      return none ? 0n : countModels(client, name)
    },
    16,
  )
}

/** How many models of a kind there are; none where its trainer is not deployed. */
export async function countModels(client: CotrainClient, kind: KindName): Promise<bigint> {
  const model = { kind, trainer: trainerAddress(kind) }
  return readTrainer(client, { model, functionName: 'modelCount', args: [] }).catch((error: unknown) => {
    if (error instanceof TrainerNotDeployedError) return 0n
    throw error
  })
}
