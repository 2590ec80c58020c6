import {
  formatModelId,
  getModel,
  type Model,
  type ModelAddress,
  mechanismNames,
  parseModelId,
  trainerOf,
} from '@cotrain/sdk'
import { type Address, type Client, isAddress, isAddressEqual } from 'viem'
import { getCode } from 'viem/actions'
import { storage } from '../network/storage.ts'

/** Why what was typed names no model, in a sentence, and what to do next. */
export class NotAModel extends Error {
  override name = 'NotAModel'
}

/** What somebody typed: an id, the address of a page of a model, or of a trainer, for which a number is needed. */
export type Typed = { id: string } | { trainer: Address }

/** @throws NotAModel when it is none of these */
export function readTyped(text: string): Typed {
  const trimmed = text.trim()
  if (isAddress(trimmed, { strict: false })) return { trainer: trimmed }
  if (/^0x/i.test(trimmed)) {
    throw new NotAModel('This is no address: one has 0x and 40 digits from 0 to 9 and a to f.')
  }
  const [, inPage] = /#\/models\/([^/?#]+)/.exec(trimmed) ?? []
  const id = inPage ?? trimmed
  if (!/^[a-z0-9-]+:\d{1,77}$/.test(id)) {
    throw new NotAModel(
      'This names no model. Ids look like deposits:0, and addresses of trainers like 0x4cf4….',
    )
  }
  const [mechanism] = id.split(':')
  if (!mechanismNames.some(name => name === mechanism)) {
    throw new NotAModel(
      `There are no models under “${mechanism}”: ids begin with ${mechanismNames.join(', ')}.`,
    )
  }
  return { id }
}

interface Wanted {
  text: string
  /** Of a trainer's address: the number of the model in it. */
  number: string
  chainName: string
}

/**
 * The model that somebody means, read from the chain.
 *
 * @throws NotAModel, and whatever `getModel` throws: that there is no such model, or no trainer on this chain
 */
export async function findModel(client: Client, { text, number, chainName }: Wanted): Promise<Model> {
  const typed = readTyped(text)
  const model =
    'id' in typed ? parseModelId(typed.id) : await inTrainer(client, typed.trainer, number, chainName)
  return getModel(client as never, { model, storage })
}

async function inTrainer(
  client: Client,
  address: Address,
  number: string,
  chainName: string,
): Promise<ModelAddress> {
  const mechanism = mechanismNames.find(name => isAddressEqual(trainerOf(name).trainer, address))
  if (!mechanism) {
    const code = await getCode(client, { address })
    throw new NotAModel(
      code === undefined
        ? `There is no contract at this address on ${chainName}. Is it on another chain?`
        : 'There is a contract at this address, but it is no trainer that this page knows: its code is not the published one.',
    )
  }
  if (!/^\d{1,77}$/.test(number.trim()))
    throw new NotAModel('Which of its models? The first one has the number 0.')
  return parseModelId(formatModelId({ mechanism, modelId: BigInt(number.trim()) }))
}
