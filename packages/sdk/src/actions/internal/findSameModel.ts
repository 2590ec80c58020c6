import { type Address, type Hex, isAddressEqual } from 'viem'
import { HistoryIncompleteError } from '../../errors/network.ts'
import type { MechanismName, Trainer } from '../../kinds/abis.ts'
import type { CotrainClient } from './client.ts'
import { type CreationEvent, getCreation } from './getCreation.ts'
import { type ReadModel, readModels } from './readModels.ts'
import { readTrainer } from './readTrainer.ts'
import { patiently } from './sync/blocks.ts'
import { readEvents } from './sync/readEvents.ts'
import { ifDeployed } from './trainerErrors.ts'

/** A model as it would be created. */
export type Blueprint = {
  owner: Address
  /** The classifier's number. */
  classifier: bigint
  classifierOptions: Hex
  incentiveOptions: Hex
  maxFeatures: number
  metadata: string
  words: readonly bigint[]
}

/** A model that is there already, and the block in which it was created. */
export type SameModel<mechanism extends MechanismName = MechanismName> = ReadModel<mechanism> & {
  createdBlock: bigint
}

/**
 * The newest model that this owner created just so, and of which no other words than these are uploaded. It goes from one
 * of the owner's models to the one before; those of others are not read. Where the trainer is not deployed there is none.
 *
 * @throws HistoryIncompleteError when the node does not know how one of them was created, or what the trainer says was
 * uploaded
 */
export async function findSameModel<mechanism extends MechanismName>(
  client: CotrainClient,
  trainer: Trainer<mechanism>,
  blueprint: Blueprint,
): Promise<SameModel<mechanism> | undefined> {
  const args = [blueprint.owner] as const
  const reading = readTrainer(client, { model: trainer, functionName: 'newestModel', args })
  const [exists, newest] = await ifDeployed(reading, [false, 0n] as const)
  let next = exists ? newest + 1n : 0n
  while (next !== 0n) {
    const modelId = next - 1n
    const model = (await readModels(client, trainer, [modelId]))[0]!
    const created = await fromWhomever(() => getCreation(client, model))
    if (!created)
      throw new HistoryIncompleteError({ reason: `it does not know how model ${modelId} was created` })
    const same = { ...model, createdBlock: created.blockNumber }
    if (
      isAddressEqual(model.owner, blueprint.owner) &&
      (await isSame(client, same, created.args, blueprint))
    ) {
      return same
    }
    next = created.args.previous
  }
  return undefined
}

async function isSame(
  client: CotrainClient,
  model: SameModel,
  created: CreationEvent['args'],
  { classifier, classifierOptions, incentiveOptions, maxFeatures, metadata, words }: Blueprint,
): Promise<boolean> {
  if (
    created.classifier !== classifier ||
    created.classifierOptions !== classifierOptions ||
    created.incentiveOptions !== incentiveOptions ||
    created.maxFeatures !== BigInt(maxFeatures) ||
    created.metadata !== metadata ||
    model.requiredWords !== words.length
  ) {
    return false
  }
  const uploaded = await fromWhomever(async () => {
    const known = await uploadedWords(client, model)
    return known.length < model.uploadedWords ? undefined : known
  })
  if (uploaded === undefined) {
    throw new HistoryIncompleteError({ reason: 'it knows of fewer uploaded words than the trainer counts' })
  }
  return uploaded.length === model.uploadedWords && uploaded.every((word, i) => word === words[i])
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
async function uploadedWords(client: CotrainClient, model: SameModel): Promise<bigint[]> {
  const { modelId, createdBlock: fromBlock } = model
  const eventNames = ['ParametersUploaded'] as const
  const words: bigint[] = []
  for (const event of await readEvents(client, { trainer: model, modelId, eventNames, fromBlock })) {
    if (event.eventName === 'ParametersUploaded') words.push(...event.args.words)
  }
  return words
}
