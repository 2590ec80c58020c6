import { type Address, type Hex, isAddressEqual } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { ModelReference } from '../../kinds/modelId.ts'
import { countModels } from '../listModels.ts'
import type { CotrainClient } from './client.ts'
import { getCreation } from './getCreation.ts'
import { getEvents } from './getEvents.ts'
import { type ModelState, readModelStates } from './readModelStates.ts'
import { readTrainer } from './readTrainer.ts'

/** A model as it would be created. */
export type Blueprint = {
  owner: Address
  classifierOptions: Hex
  incentiveOptions: Hex
  metadata: string
  words: readonly bigint[]
}

/** Models, and words of weights, that are read in one call. */
const pageSize = 50
const wordsPerRead = 1000

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

/** The words as they were uploaded: from storage until training changes them, from the events then. */
async function uploadedWords(
  client: CotrainClient,
  model: ModelReference,
  state: ModelState,
): Promise<bigint[]> {
  const { modelId } = model
  const words: bigint[] = []
  if (state.contributions === 0n) {
    while (words.length < state.uploadedWords) {
      const count = Math.min(wordsPerRead, state.uploadedWords - words.length)
      const args = [modelId, BigInt(words.length), BigInt(count)] as const
      words.push(...(await readTrainer(client, { model, functionName: 'parameters', args })))
    }
    return words
  }
  const toBlock = await getBlockNumber(client, { cacheTime: 0 })
  const eventNames = ['ParametersUploaded'] as const
  const range = { fromBlock: state.createdBlock, toBlock }
  for (const event of await getEvents(client, { trainer: model, modelId, eventNames, ...range })) {
    if (event.eventName === 'ParametersUploaded') words.push(...event.args.words)
  }
  return words
}
