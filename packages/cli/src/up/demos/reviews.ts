import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createTestSet,
  formatModelId,
  type LabelledSample,
  type ModelReference,
  parseFeatureFile,
} from '@cotrain/sdk'
import { connectToLocal } from '../../context.ts'
import { deployFile } from '../../deployFile.ts'
import { readSecret, writeSecret } from '../../market/secretFile.ts'
import { chooseMechanism } from '../../mechanisms.ts'
import type { DeployedDemo, Stage } from './Demo.ts'
import { readShipped, shippedFile } from './shipped.ts'

const bounty = 10n ** 18n
const day = 86_400
/** Of the reviews that training never saw: how many are the market's test set, and how many are contributed. */
const testSamples = 120
const contributions = 12
const pieces = 6

type MarketModel = ModelReference<'market'>

/** The reviews under a small market, which waits for its sponsor (account 0) to reveal the test set. */
export async function deployReviews(stage: Stage): Promise<DeployedDemo> {
  const { client, out, folder } = stage
  const file = await readShipped('reviews', 'npm run train:reviews')
  const name = file.name ?? 'Reviews'
  const lines = (await readFile(shippedFile('reviews', 'held-out.txt'), 'utf8')).trimEnd().split('\n')
  const samples = parseFeatureFile(lines.join('\n'), file.classifications)
  const chosen = chooseMechanism('market', {
    maxContributions: contributions,
    revealTime: 30 * day,
    openTime: 7 * day,
  })
  const { model: reference, created } = await deployFile(client, out, { file, name, chosen })
  const model = reference as MarketModel
  if (created) out.log(`Deployed "${name}", under a market.`)

  const secret = join(folder, 'reviews-market-secret.json')
  if (!existsSync(secret)) {
    await writeSecret(
      secret,
      createTestSet(samples.slice(0, testSamples), { classifier: model.classifier, pieces }),
    )
  }
  await bringToReveal(stage, model, secret, samples.slice(testSamples, testSamples + contributions))
  // those that were contributed are not held out any more
  const rest = [...lines.slice(0, testSamples), ...lines.slice(testSamples + contributions)]
  return {
    id: formatModelId(model),
    heldOut: { path: '/held-out/reviews.txt', text: `${rest.join('\n')}\n` },
    secret: { path: '/market/reviews.json', text: await readFile(secret, 'utf8') },
  }
}

/** Takes the market from wherever it is to where its contributions are in; from there on it is the user's. */
async function bringToReveal(
  { client, chain, rpcUrl }: Stage,
  model: MarketModel,
  secret: string,
  lessons: readonly LabelledSample[],
): Promise<void> {
  const testSet = await readSecret(secret)
  const phase = async () => (await client.getMarket({ model })).phaseName
  if ((await phase()) === 'created') await client.commitMarketSync({ model, testSet, bounty })
  if ((await phase()) === 'drawing') {
    await chain.mine({ blocks: 3 })
    await client.drawPiecesSync({ model })
  }
  if ((await phase()) === 'opening') await client.revealPieces({ model, testSet })
  if ((await phase()) !== 'open') return

  const people = await Promise.all([1, 2, 3, 4].map(account => connectToLocal(rpcUrl, account)))
  const { contributions: done } = await client.getMarket({ model })
  for (const [i, { label, sample }] of [...lessons.entries()].slice(Number(done))) {
    const person = i % people.length
    // account 4 says the opposite of what is so
    const said = person === 3 ? 1 - label : label
    await people[person]?.contributeSync({ model, label: said, sample })
  }
}
