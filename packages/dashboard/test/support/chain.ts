import { readFileSync } from 'node:fs'
import { deployModel, deployTrainer, devAccount, type ModelReference } from '@cotrain/sdk'
import {
  denseEncoderOf,
  encoderOf,
  isSparse,
  type ModelFile,
  parseModelFile,
  type QuantiseModelOptions,
  quantise,
} from '@cotrain/sdk/models'
import { createWalletClient, http, publicActions } from 'viem'
import { foundry } from 'viem/chains'
import { heldOutPenguins } from '../../../../scripts/data/penguins.ts'
import { startAnvil } from '../../../sdk/test/anvil.ts'

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
    return { ...anvil, model: await deployShipped(anvil.rpcUrl, 'spam-filter') }
  } catch (error) {
    await anvil.stop()
    throw error
  }
}

/** The models that the repository ships. */
export type Shipped = 'spam-filter' | 'penguins' | 'reviews'

const read = (name: Shipped, file: string) =>
  readFileSync(new URL(`../../../../models/${name}/${file}`, import.meta.url), 'utf8')

/** The labelled samples that the model was never trained on. */
export const heldOutOf = (name: Shipped) =>
  name === 'penguins' ? heldOutPenguins() : read(name, 'held-out.txt')

/** Deploys a model as its file is shipped, by account 0. */
export const deployShipped = (rpcUrl: string, name: Shipped) =>
  deployFile(rpcUrl, parseModelFile(JSON.parse(read(name, 'model.json'))))

/** Deploys a model from its file, by account 0. */
export async function deployFile(
  rpcUrl: string,
  file: ModelFile,
  options: QuantiseModelOptions = {},
): Promise<ModelReference> {
  const client = clientOf(rpcUrl, 0)
  const quantised = quantise(file, options)
  const { encoder, published } = isSparse(file) ? encoderOf(file) : denseEncoderOf(file)
  await deployTrainer(client, { kind: quantised.kind })
  const { model } = await deployModel(client, {
    kind: quantised.kind,
    classifier: quantised,
    incentiveOptions,
    metadata: {
      name: file.name!,
      description: file.description,
      classes: file.classifications,
      encoder: encoder.name,
    },
    published,
  })
  return model
}
