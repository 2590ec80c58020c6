import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { checkTestSet, createTestSet, formatModelId, type TestSet } from '@cotrain/sdk'
import { denseEncoderOf, isSparse, type ModelFile } from '@cotrain/sdk/models'
import { connectWithAccount } from '../../context.ts'
import { deployPrepared, prepareFile } from '../../deployFile.ts'
import { CliError } from '../../errors.ts'
import { formatAmount, formatCount, plural } from '../../format.ts'
import { readSecret, writeSecret } from '../../market/secretFile.ts'
import { defaultSecret, type MarketModel } from '../../market/types.ts'
import { chooseMechanism } from '../../mechanisms.ts'
import { modelPath, readModelFile, readSamples } from '../../modelFiles.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { createOptions } from '../../program/market.ts'
import type { Invocation } from '../../run.ts'

type Options = OptionsOf<typeof createOptions>

/** `cotrain market create`: puts a model under a market, and commits its bounty and its hidden test set. */
export default async function createCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const path = modelPath(args[0], options.model)
  const file = await readModelFile(path, options)
  const name = options.name ?? file.name ?? basename(path).replace(/\.(json|onnx)$/, '')
  const chosen = chooseMechanism('market', options)
  const prepared = prepareFile({
    file,
    name,
    description: options.description,
    weightBits: options.weightBits,
    maxFeatures: options.maxFeatures,
    sampleWeight: options.sampleWeight,
    chosen,
  })
  const secret = options.secret ?? defaultSecret
  const { client, account } = await connectWithAccount(options)

  const testSet = await testSetFor(file, prepared.quantised.classifier, secret, options)
  checkTestSet(testSet, prepared.quantised.options)
  if (!existsSync(secret)) await writeSecret(secret, testSet)
  else out.log(`Going on with the test set in ${secret}.`)

  const { model: reference } = await deployPrepared(client, out, prepared)
  const model = (await client.getModel({ model: reference })) as MarketModel
  const market = await client.getMarket({ model })
  const isNew = market.phaseName === 'created'
  if (isNew) await client.commitMarketSync({ model, testSet, bounty: options.bounty })

  const id = formatModelId(model)
  const samples = testSet.pieces.reduce((sum, piece) => sum + piece.samples, 0)
  const pieces = testSet.pieces.length
  const bounty = isNew ? options.bounty : market.bounty
  out.result({ id, name, sponsor: account.address, bounty, pieces, samples, secret, committed: isNew }, () =>
    [
      `${out.colors.bold(name)} is on the chain as ${out.colors.bold(id)}, for a bounty of ${formatAmount(bounty)}.`,
      `The hashes of ${formatCount(samples)} test samples in ${plural(pieces, 'piece')} are committed${isNew ? '' : ' already'}.`,
      `Keep ${secret}: without it you cannot reveal the test set, and the bounty goes to the contributors.`,
      `Next: cotrain market reveal --model ${id} --secret ${secret}`,
    ].join('\n'),
  )
}

/** The sponsor's test set: as it was written down, or of the samples that the user names. */
async function testSetFor(
  file: ModelFile,
  classifier: TestSet['classifier'],
  secret: string,
  { test, pieces }: Options,
): Promise<TestSet> {
  if (existsSync(secret)) return readSecret(secret)
  if (test === undefined) {
    throw new CliError('Say what the test set is: --test FILE.', [
      'A file of samples that training never saw, one on each line, label first.',
    ])
  }
  const samples = await readSamples(test, file)
  if (samples.length === 0) throw new CliError(`There are no samples in ${test}.`)
  if (isSparse(file)) {
    const sets = samples.map(({ label, sample }) => ({ label, sample: Uint16Array.from(sample) }))
    return createTestSet(sets, { classifier, pieces })
  }
  const { encoder } = denseEncoderOf(file)
  const numbers = samples.map(({ label, sample }) => ({
    label,
    sample: encoder.encode([...sample].join(',')),
  }))
  return createTestSet(numbers, { classifier, pieces })
}
