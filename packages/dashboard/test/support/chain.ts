import { readFileSync } from 'node:fs'
import {
  createVocabularyEncoder,
  deployModel,
  deployTrainer,
  devAccount,
  type ModelReference,
  parseModelFile,
  quantisePerceptron,
} from '@cotrain/sdk'
import { createWalletClient, http, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { startAnvil } from '../../../sdk/test/anvil.ts'

const modelFolder = new URL('../../../../models/spam-filter/', import.meta.url)

/** The labelled mails that the spam filter was never trained on. */
export const heldOut = readFileSync(new URL('held-out.txt', modelFolder), 'utf8')

/** One day to a refund, nine to the owner's claim, ten to anyone's. */
export const incentiveOptions = {
  refundTime: 86_400,
  ownerClaimTime: 9 * 86_400,
  anyClaimTime: 10 * 86_400,
  depositWeight: 10_000,
}

/** A client that sends for a development account. */
export const clientOf = (rpcUrl: string, account: number) =>
  createWalletClient({
    account: devAccount(account),
    chain: foundry,
    transport: http(rpcUrl),
    pollingInterval: 50,
  }).extend(publicActions)

/** A real chain with the real spam filter on it, deployed by account 0. */
export async function startChain() {
  const anvil = await startAnvil()
  try {
    return { ...anvil, model: await deploySpamFilter(anvil.rpcUrl) }
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

async function deploySpamFilter(rpcUrl: string): Promise<ModelReference> {
  const client = clientOf(rpcUrl, 0)
  const file = parseModelFile(JSON.parse(readFileSync(new URL('model.json', modelFolder), 'utf8')))
  const vocabulary = file.vocabulary!
  await deployTrainer(client, { kind: 'sparse-perceptron-drt' })
  const { model } = await deployModel(client, {
    kind: 'sparse-perceptron-drt',
    classifier: quantisePerceptron(file),
    incentiveOptions,
    metadata: {
      name: file.name!,
      description: file.description,
      classes: file.classifications,
      encoder: createVocabularyEncoder(vocabulary).name,
    },
    vocabulary,
  })
  return model
}
