import { AbiDecodingZeroDataError, BaseError } from 'viem'
import { multicall } from 'viem/actions'
import { trainerAbi } from '../abi/index.ts'
import { CotrainError } from '../errors/base.ts'
import { UnknownModelError } from '../errors/models.ts'
import { TrainerNotDeployedError } from '../errors/network.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import type { ClassifierName, MechanismName, Trainer } from '../kinds/abis.ts'
import { mechanismNames } from '../kinds/mechanisms.ts'
import { trainerOf } from '../kinds/trainers.ts'
import type { CotrainStorage } from '../storage/CotrainStorage.ts'
import { failureOf } from '../transports/failure.ts'
import { describeModel, type Model } from './getModel.ts'
import { allBeginnings, type Beginnings, beginningIn } from './internal/allBeginnings.ts'
import { findBeginning, keepBeginning } from './internal/beginning.ts'
import { assertChain, type CotrainClient } from './internal/client.ts'
import { countModels } from './internal/countModels.ts'
import { recall, storageOf } from './internal/kept.ts'
import { readModels } from './internal/readModels.ts'
import { mapAbreast, patiently } from './internal/sync/blocks.ts'

export type ListModelsParameters = {
  /** Models under this mechanism only. @default all */
  mechanism?: MechanismName | undefined
  /** Models of this classifier only. @default all */
  classifier?: ClassifierName | undefined
  /** Where their words and their encoders are kept, for the next time. @default the client's, or nowhere */
  storage?: CotrainStorage | undefined
}
export type ListModelsReturnType = Model[]

/** Models read in one call. */
const pageSize = 50
/** Models that are looked into at the same time. */
const abreast = 16

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
  { mechanism, classifier, storage: given }: ListModelsParameters = {},
): Promise<ListModelsReturnType> {
  const storage = storageOf(client, given)
  const trainers = (mechanism ? [mechanism] : mechanismNames).map(trainerOf)
  // where some are known from before, only what is new is looked for
  const isNew = !storage || !(await isAnyKept(client, storage, trainers))
  const [counts, beginnings] = await survey(client, trainers, isNew)
  const pages = trainers.flatMap((trainer, i) => pagesOf(counts[i]!).map(ids => ({ trainer, ids })))
  // a member that is behind does not have the newest ones yet
  const isBehind = (error: unknown) =>
    error instanceof UnknownModelError || error instanceof TrainerNotDeployedError
  const read = await mapAbreast(pages, ({ trainer, ids }) =>
    patiently(() => readModels(client, trainer, ids), isBehind),
  )
  const wanted = read.flat().filter(model => classifier === undefined || model.classifier === classifier)
  return mapAbreast(
    wanted,
    async model => {
      const known = beginningIn(beginnings, model)
      if (!known) {
        return describeModel(client, model, { find: await findBeginning(client, storage, model), storage })
      }
      // what is kept of it may be more
      if (storage && !(await recall(client, storage, model, 'beginning'))) {
        await keepBeginning(client, storage, model, known.beginning.events, known.last)
      }
      return describeModel(client, model, { find: async () => known.beginning, storage })
    },
    abreast,
  )
}

/** Whether the first model of one of the trainers is kept. */
async function isAnyKept(
  client: CotrainClient,
  storage: CotrainStorage,
  trainers: readonly Trainer[],
): Promise<boolean> {
  const kept = await Promise.all(
    trainers.map(trainer => recall(client, storage, { ...trainer, modelId: 0n }, 'beginning')),
  )
  return kept.some(each => each !== undefined)
}

/**
 * How many models there are, and if wanted how they came to be, in one round trip; and whether this is the right chain.
 */
async function survey(
  client: CotrainClient,
  trainers: readonly Trainer[],
  isNew: boolean,
): Promise<[bigint[], Beginnings]> {
  const beginnings: Promise<Beginnings> = isNew ? allBeginnings(client, trainers) : Promise.resolve(new Map())
  const answers = Promise.all([countAll(client, trainers), beginnings])
  // on another chain they mean nothing
  answers.catch(() => undefined)
  try {
    await assertChain(client)
    return await answers
  } catch (error) {
    throw toCotrainError(error)
  }
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
  const answers = await multicall(client, { contracts, deployless: true })
  return mapAbreast(trainers, async (trainer, i) => {
    const { result, error } = answers[i]!
    if (result !== undefined) return result
    if (failureOf(error) || isOfNode(error)) throw error
    const none = error instanceof BaseError && error.walk(e => e instanceof AbiDecodingZeroDataError)
    return none ? 0n : countModels(client, trainer)
  })
}

/** Whether a transport has said what is wrong, so that asking otherwise would not help. */
function isOfNode(error: unknown): boolean {
  return error instanceof BaseError && error.walk(e => e instanceof CotrainError) !== null
}
