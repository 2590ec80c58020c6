import { type Address, type Hex, isAddressEqual } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { HistoryIncompleteError } from '../../errors/network.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { countModels } from '../listModels.ts'
import type { CotrainClient } from './client.ts'
import { getCreation } from './getCreation.ts'
import { getEvents } from './getEvents.ts'
import { type ModelState, readModelStates } from './readModelStates.ts'
import { patiently } from './sync/blocks.ts'

/** A model as it would be created. */
export type Blueprint = {
  owner: Address
  classifierOptions: Hex
  incentiveOptions: Hex
  metadata: string
  words: readonly bigint[]
}

/** Models that are read in one call. */
const pageSize = 50

/**
 * The newest model of this owner that was created just so, and of which no other words than these are uploaded.
 *
 * @throws HistoryIncompleteError when the node does not know what the trainer says was uploaded
 */
export async function findSameModel(
  client: CotrainClient,
  trainer: Omit<ModelReference, 'modelId'>,
  blueprint: Blueprint,
): Promise<(ModelReference & ModelState) | undefined> {
  for (let end = Number(await countModels(client, trainer)); end > 0; end -= pageSize) {
    const start = Math.max(0, end - pageSize)
    const ids = Array.from({ length: end - start }, (_, i) => BigInt(start + i))
    const states = await readModelStates(client, trainer, ids)
    for (const [i, state] of [...states.entries()].reverse()) {
      if (!isAddressEqual(state.owner, blueprint.owner)) continue
      const model = { ...trainer, modelId: ids[i]! }
      if (await isSame(client, model, state, blueprint)) return { ...model, ...state }
    }
  }
  return undefined
}

async function isSame(
  client: CotrainClient,
  model: ModelReference,
  state: ModelState,
  { classifierOptions, incentiveOptions, metadata, words }: Blueprint,
): Promise<boolean> {
  const created = await fromWhomever(() => getCreation(client, model, state.createdBlock))
  if (
    created?.classifierOptions !== classifierOptions ||
    created.incentiveOptions !== incentiveOptions ||
    created.metadata !== metadata ||
    state.requiredWords !== words.length
  ) {
    return false
  }
  const uploaded = await fromWhomever(async () => {
    const known = await uploadedWords(client, model, state)
    return known.length < state.uploadedWords ? undefined : known
  })
  if (uploaded === undefined) {
    throw new HistoryIncompleteError({ reason: 'it knows of fewer uploaded words than the trainer counts' })
  }
  return uploaded.length === state.uploadedWords && uploaded.every((word, i) => word === words[i])
}

/**
 * Asks again, a few times, while the answer is that there is nothing: a member of the node that is behind may have given
 * it, and a model that is not found is paid for once more.
 */
async function fromWhomever<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const missing = new Error('not known yet')
  const answer = async () => {
    const found = await ask()
    if (found === undefined) throw missing
    return found
  }
  return patiently(answer, error => error === missing).catch((error: unknown) => {
    if (error === missing) return undefined
    throw error
  })
}

/** The words as they were uploaded; training has changed some since. */
async function uploadedWords(
  client: CotrainClient,
  model: ModelReference,
  { createdBlock }: ModelState,
): Promise<bigint[]> {
  const { modelId } = model
  const toBlock = await getBlockNumber(client, { cacheTime: 0 })
  const eventNames = ['ParametersUploaded'] as const
  const range = { fromBlock: createdBlock, toBlock }
  const words: bigint[] = []
  for (const event of await getEvents(client, { trainer: model, modelId, eventNames, ...range })) {
    if (event.eventName === 'ParametersUploaded') words.push(...event.args.words)
  }
  return words
}
