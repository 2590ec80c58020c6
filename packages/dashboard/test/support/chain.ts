import { readFileSync } from 'node:fs'
import {
  defaultOptions,
  deployModel,
  deployTrainer,
  devAccount,
  type IncentiveOptions,
  type MechanismName,
  type ModelReference,
} from '@cotrain/sdk'
import {
  denseEncoderOf,
  encoderOf,
  isSparse,
  type ModelFile,
  parseModelFile,
  type QuantiseModelOptions,
  quantise,
} from '@cotrain/sdk/models'
import { heldOutPenguins } from '@cotrain/simulator/data/sets'
import { startAnvil } from '@cotrain/testing/anvil'
import { createWalletClient, http, parseEther, publicActions } from 'viem'
import { foundry } from 'viem/chains'

/** One day to a refund, nine to the owner's claim, ten to anyone's. */
export const incentiveOptions = {
  refundTime: 86_400,
  ownerClaimTime: 9 * 86_400,
  anyClaimTime: 10 * 86_400,
  depositWeight: 10_000,
}

/** An hour to the verification, another one to the confirmation of a report. */
const pointsOptions = {
  verifyTime: 3_600,
  confirmTime: 3_600,
  contributionPoints: 10,
  reportPoints: 5,
  dailyCap: 50,
}

/** An hour to commit, one to reveal, and a day to publish the test set. A model that errs no more is worth 0.5 ETH. */
const marketOptions = {
  stake: parseEther('0.1'),
  fee: parseEther('0.01'),
  value: parseEther('0.5'),
  tolerance: 10_000,
  commitTime: 3_600,
  revealTime: 3_600,
  testTime: 86_400,
  testSamples: 12,
  minSamples: 2,
  maxSamples: 4,
  loss: 0,
}

const optionsUnder: Record<MechanismName, IncentiveOptions> = {
  deposits: incentiveOptions,
  points: pointsOptions,
  market: marketOptions,
  bonded: { ...defaultOptions('bonded'), challengeTime: 3_600, deposit: parseEther('0.01') },
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

/** Deploys a model from its file, by account 0, under a mechanism, whose options may differ from the tests' usual ones. */
export async function deployFile(
  rpcUrl: string,
  file: ModelFile,
  options: QuantiseModelOptions = {},
  mechanism: MechanismName = 'deposits',
  incentiveOptions: Partial<IncentiveOptions> = {},
): Promise<ModelReference> {
  const client = clientOf(rpcUrl, 0)
  const quantised = quantise(file, options)
  const { encoder, published } = isSparse(file) ? encoderOf(file) : denseEncoderOf(file)
  await deployTrainer(client, { mechanism })
  const { model } = await deployModel(client, {
    mechanism,
    quantised,
    incentiveOptions: { ...optionsUnder[mechanism], ...incentiveOptions } as IncentiveOptions,
    metadata: {
      name: file.name!,
      description: file.description,
      classes: file.classifications,
      encoder: encoder.name,
      license: 'CC0-1.0',
    },
    published,
  })
  return model
}
