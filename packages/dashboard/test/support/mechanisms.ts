import {
  commitBundlesSync,
  contributeSync,
  createBundle,
  createTestSet,
  deployBadges,
  devAccount,
  type IncentiveOptions,
  isUnder,
  type MechanismName,
  type ModelReference,
  openMarketSync,
  publishTestSet,
  revealBundleSync,
  settleMarket,
  verifySync,
} from '@cotrain/sdk'
import { parseFeatureFile } from '@cotrain/sdk/models'
import { createTestClient, http, parseEther } from 'viem'
import { increaseTime, mine } from 'viem/actions'
import { foundry } from 'viem/chains'
import { clientOf, deployFile } from './chain.ts'
import { toyModel, toyTestSet } from './toy.ts'

/** The toy under points: account 1 has a verified lesson, account 2 has taught bad data, which can be reported. */
export async function startPoints(rpcUrl: string): Promise<ModelReference<'points'>> {
  const model = await deployToy(rpcUrl, 'points')
  await deployBadges(clientOf(rpcUrl, 0))
  await contribute(rpcUrl, model, 1, 1, 1)
  await contribute(rpcUrl, model, 2, 0, 0)
  await contribute(rpcUrl, model, 1, 0, 1)
  await skip(rpcUrl, 3_600)
  await verifySync(clientOf(rpcUrl, 3), { model, index: 0n })
  return model
}

/** The toy under deposits with bonds: account 2 has contributed bad data, which can be challenged. */
export async function startBonded(rpcUrl: string) {
  const model = await deployToy(rpcUrl, 'bonded')
  await contribute(rpcUrl, model, 2, 0, 0)
  return model
}

/** The toy under a market with a bounty of 1 ETH that takes bundles; account 0 is the sponsor. */
export async function openToyMarket(rpcUrl: string, name?: string) {
  const model = await deployToy(rpcUrl, 'market', name)
  const testSet = createTestSet(parseFeatureFile(toyTestSet), { classifier: model.classifier })
  await openMarketSync(clientOf(rpcUrl, 0), { model, testSet, bounty: parseEther('1') })
  return { model, testSet }
}

/** The toy under a market that takes no more bundles: account 1 has committed a good one, account 2 a bad one. */
export async function startReveal(rpcUrl: string, name?: string) {
  const { model, testSet } = await openToyMarket(rpcUrl, name)
  const bundles = await commitToyBundles(rpcUrl, model)
  await skip(rpcUrl, 3_600)
  return { model, testSet, bundles }
}

/** The toy under a market that waits for its test set: account 1 has revealed a good bundle, account 2 a bad one. */
export async function startMarket(rpcUrl: string, name?: string) {
  const { model, testSet, bundles } = await startReveal(rpcUrl, name)
  for (const { account, bundle } of bundles) {
    await revealBundleSync(clientOf(rpcUrl, account), { model, contents: bundle })
  }
  await skip(rpcUrl, 3_600)
  return { model, testSet, bundles }
}

/** The toy under a market whose test set is published, and whose bundles are to be scored. */
export async function startSettlement(rpcUrl: string, name?: string) {
  const started = await startMarket(rpcUrl, name)
  const { model, testSet } = started
  await publishTestSet(clientOf(rpcUrl, 0), { model, testSet })
  return started
}

/** The toy under a market that is over; the bundles are not paid. */
export async function startSettled(rpcUrl: string, name?: string) {
  const started = await startSettlement(rpcUrl, name)
  await settleMarket(clientOf(rpcUrl, 5), { model: started.model })
  return started
}

/** Commits a good bundle of account 1 and a bad one of account 2. */
export async function commitToyBundles(rpcUrl: string, model: ModelReference<'market'>) {
  const bundles = [1, 2].map(account => ({
    account,
    bundle: toyBundle(model, account, account === 1 ? 1 : 0),
  }))
  for (const { account, bundle } of bundles) {
    await commitBundlesSync(clientOf(rpcUrl, account), { model, bundles: [bundle] })
  }
  return bundles
}

/** Two sour fruits that somebody gives a label. */
export function toyBundle({ classifier, modelId }: ModelReference<'market'>, account: number, label: number) {
  const samples = [[1], [1, 2]].map(features => ({ label, sample: Uint16Array.from(features) }))
  return createBundle(samples, { classifier, modelId, contributor: devAccount(account).address })
}

/** The same model under another name is another model. */
export async function deployToy<mechanism extends MechanismName>(
  rpcUrl: string,
  mechanism: mechanism,
  name = toyModel.name!,
  options: Partial<IncentiveOptions<mechanism>> = {},
) {
  const model = await deployFile(rpcUrl, { ...toyModel, name }, {}, mechanism, options)
  if (!isUnder(model, mechanism)) throw new Error(`The model is not under ${mechanism}.`)
  return model
}

/** Gives a model one sample of one feature. */
export const contribute = (
  rpcUrl: string,
  model: ModelReference,
  account: number,
  feature: number,
  label: number,
) => contributeSync(clientOf(rpcUrl, account), { model, sample: Uint16Array.of(feature), label })

const testClient = (rpcUrl: string) =>
  createTestClient({ mode: 'anvil', chain: foundry, transport: http(rpcUrl) })

/** Lets time pass on the chain. */
export async function skip(rpcUrl: string, seconds: number) {
  await increaseTime(testClient(rpcUrl), { seconds })
  await mine(testClient(rpcUrl), { blocks: 1 })
}
