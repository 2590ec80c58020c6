import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  commitmentOf,
  createBundle,
  createTestSet,
  formatModelId,
  type LabelledSample,
  type ModelReference,
  parseFeatureFile,
} from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import { connectToLocal } from '../../context.ts'
import { deployFile } from '../../deployFile.ts'
import { bundleName, readBundles, writeBundle } from '../../market/bundleFiles.ts'
import { readSecret, writeSecret } from '../../market/secretFile.ts'
import type { DeployedDemo, Stage } from './Demo.ts'
import { readShipped, shippedFile } from './shipped.ts'

const bounty = 10n ** 18n
const day = 86_400
/** Of the reviews that training never saw: how many are the market's test set, and how many a bundle has. */
const testSamples = 80
const bundleSamples = 30
/** Accounts whose bundles are committed; the last one says the opposite of what is so. */
const people = [1, 2]

type MarketModel = ModelReference<'market'>

/**
 * The reviews under a small market that is open for bundles: two are committed, and samples for one more lie beside their
 * files. The sponsor is account 0.
 */
export async function deployReviews(stage: Stage): Promise<DeployedDemo> {
  const { client, out } = stage
  const file = await readShipped('reviews', 'npm run train:reviews')
  const name = file.name ?? 'Reviews'
  const lines = (await readFile(shippedFile('reviews', 'held-out.txt'), 'utf8')).trimEnd().split('\n')
  const samples = parseFeatureFile(lines.join('\n'), file.classifications)
  const flags = { testSamples, commitTime: 7 * day, revealTime: 7 * day, testTime: 30 * day }
  const { model: reference, created } = await deployFile(client, out, {
    file,
    name,
    license: 'CC-BY-4.0',
    mechanism: 'market',
    flags,
  })
  const model = reference as MarketModel
  if (created) out.log(`Deployed "${name}", under a market.`)

  const folder = join(stage.folder, 'reviews')
  await mkdir(folder, { recursive: true })
  const secret = join(folder, 'test-set.json')
  if (!existsSync(secret)) {
    await writeSecret(secret, createTestSet(samples.slice(0, testSamples), { classifier: model.classifier }))
  }
  const part = (i: number): [number, number] => {
    const begin = testSamples + i * bundleSamples
    return [begin, begin + bundleSamples]
  }
  await writeFile(join(folder, 'yours.txt'), `${lines.slice(...part(people.length)).join('\n')}\n`)
  if ((await client.getMarket({ model })).market < 0) {
    await client.openMarketSync({ model, bounty, testSet: await readSecret(secret) })
  }
  for (const [i, account] of people.entries()) {
    const right = samples.slice(...part(i))
    const isWrong = i === people.length - 1
    const said = isWrong ? right.map(({ label, sample }) => ({ label: 1 - label, sample })) : right
    await commitAs(stage, model, { account, folder, samples: said })
  }
  // those that are contributed are not held out any more
  const rest = [...lines.slice(0, testSamples), ...lines.slice(part(people.length)[1])]
  return {
    id: formatModelId(model),
    heldOut: { path: '/held-out/reviews.txt', text: `${rest.join('\n')}\n` },
    secret: { path: '/market/reviews.json', text: await readFile(secret, 'utf8') },
  }
}

type Committing = { account: number; folder: string; samples: readonly LabelledSample[] }

/** Commits an account's bundle, whose file is in the folder, unless that is done or too late. */
async function commitAs(
  stage: Stage,
  model: MarketModel,
  { account, folder, samples }: Committing,
): Promise<void> {
  const client = await connectToLocal(stage.rpcUrl, account)
  if ((await client.getMarket({ model })).phaseName !== 'committing') return
  const contributor = client.account!.address
  const files = await readBundles([folder], stage.out.log)
  let contents = files.find(each => isAddressEqual(each.contents.contributor, contributor))?.contents
  if (contents === undefined) {
    const { classifier, modelId } = model
    contents = createBundle(samples, { classifier, contributor, modelId })
    await writeBundle({ path: join(folder, bundleName(contents)), contents })
  }
  const commitment = commitmentOf(contents)
  const records = await client.listBundles({ model })
  if (records.some(each => each.commitment === commitment)) return
  await client.commitBundlesSync({ model, bundles: [contents] })
}
