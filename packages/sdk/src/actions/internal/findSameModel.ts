import { type Address, type Hex, isAddressEqual } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { ModelReference } from '../../kinds/modelId.ts'
import { countModels } from '../listModels.ts'
import type { CotrainClient } from './client.ts'
import { getCreation } from './getCreation.ts'
import { getEvents } from './getEvents.ts'
import { type ModelState, readModelStates } from './readModelStates.ts'

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

/** The newest model of this owner that was created just so, and of which no other words than these are uploaded. */
export async function findSameModel(
  client: CotrainClient,
  trainer: Omit<ModelReference, 'modelId'>,
  blueprint: Blueprint,
): Promise<(ModelReference & ModelState) | undefined> {
  for (let end = Number(await countModels(client, trainer.kind)); end > 0; end -= pageSize) {
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
  const created = await getCreation(client, model, state.createdBlock)
  if (
    created?.classifierOptions !== classifierOptions ||
    created.incentiveOptions !== incentiveOptions ||
    created.metadata !== metadata ||
    state.requiredWords !== words.length
  ) {
    return false
  }
  const uploaded = await uploadedWords(client, model, state)
  return uploaded.length === state.uploadedWords && uploaded.every((word, i) => word === words[i])
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
