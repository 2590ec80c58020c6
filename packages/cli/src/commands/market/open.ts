import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  checkTestSet,
  countOf,
  createTestSet,
  formatModelId,
  type TestSet,
  testSetHashes,
} from '@cotrain/sdk'
import { type Connection, connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { formatAmount, formatCount, formatTime, plural } from '../../format.ts'
import { readLessons } from '../../lessons.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { sendWithFiles } from '../../market/newFile.ts'
import { readSecret, secretName, writeSecret } from '../../market/secretFile.ts'
import { countKnown, marketOf } from '../../market/testSets.ts'
import type { Market, MarketInvocation, MarketModel } from '../../market/types.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { openOptions } from '../../program/market.ts'

type Options = OptionsOf<typeof openOptions>

/** `cotrain market open`: opens a market for a bounty, with the hashes of a test set that only its file holds. */
export default async function openCommand({ out, options, args }: MarketInvocation<Options>): Promise<void> {
  const { client, account, sender } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const before = await client.getMarket({ model })
  const secret = options.secret ?? secretName(model, before.market + 1)
  const testSet =
    options.testSet === undefined
      ? await testSetFrom(client, model, secret, before)
      : await testSetOf(client, model, options.testSet, before, options, out.log)
  checkTestSet(testSet, model.classifierOptions)
  const known = countKnown(await client.syncModel({ model }), testSet)
  if (known > 0) {
    out.log(
      `Everybody knows ${formatCount(known)} of the ${formatCount(countOf(testSet))} test samples, as they were contributed or published before: who commits them is paid for nothing new.`,
    )
  }
  const isNew = options.testSet !== undefined
  if (isNew) await writeSecret(secret, testSet, sender)
  else out.log(`Opening with the test set in ${secret}.`)
  const { bounty } = options
  await sendWithFiles(isNew && !sender.isDryRun ? [secret] : [], sender, onHash =>
    client.openMarketSync({ model, bounty, testSet, onHash }),
  )

  const id = formatModelId(model)
  const { market, commitUntil, revealUntil, testUntil, price } = await client.getMarket({ model })
  const [pages, samples] = [testSet.pages.length, countOf(testSet)]
  const times = { commitUntil: Number(commitUntil), revealUntil: Number(revealUntil) }
  const document = { model: id, market, sponsor: account.address, bounty, pages, samples, secret, ...times }
  out.result({ ...document, testUntil: Number(testUntil) }, () =>
    [
      `The market of ${out.colors.bold(model.metadata.name)} is open, for a bounty of ${formatAmount(bounty)}.`,
      `Bundles are committed until ${formatTime(times.commitUntil)}, for ${formatAmount(price)} each: cotrain market commit ${id} --data FILE`,
      `They are revealed until ${formatTime(times.revealUntil)}.`,
      `Then, until ${formatTime(Number(testUntil))}, publish the ${formatCount(samples)} test samples in ${plural(pages, 'page')}: cotrain market publish ${id} --secret ${secret}`,
      `Keep ${secret}, and keep it secret: without it the market defaults, and the bounty is lost.`,
    ].join('\n'),
  )
}

/** The test set that a file holds, which no market was opened with before. */
async function testSetFrom(
  client: Connection,
  model: MarketModel,
  secret: string,
  { options: { testSamples } }: Market,
): Promise<TestSet> {
  if (!existsSync(secret)) {
    throw new CliError('Say what the test set is: --test-set FILE.', [
      'A file of samples that training never saw, one on each line, label first; or a table.',
    ])
  }
  const testSet = await readSecret(secret)
  const used = marketOf(await client.syncModel({ model }), testSetHashes(testSet, model.modelId))
  if (used !== undefined) {
    throw new CliError(
      `Market ${used + 1} of ${model.metadata.name} was opened with the test set in ${secret}.`,
      [
        'Nothing was sent. A test set is for one market: bring another one with --test-set FILE --secret FILE.',
      ],
    )
  }
  if (countOf(testSet) !== testSamples) throw wrongCount(secret, countOf(testSet), testSamples)
  return testSet
}

/** A test set of the samples in a file: of as many as the market takes, at random if there are more. */
async function testSetOf(
  client: Connection,
  model: MarketModel,
  path: string,
  { options: { testSamples } }: Market,
  options: Options,
  log: (text: string) => void,
): Promise<TestSet> {
  const samples = await readLessons(client, model, path, options, log)
  if (samples.length < testSamples) throw wrongCount(path, samples.length, testSamples)
  if (samples.length > testSamples) {
    log(
      `Taking ${formatCount(testSamples)} of the ${formatCount(samples.length)} samples in ${path}, at random.`,
    )
  }
  return createTestSet(pick(samples, testSamples), { classifier: model.classifier })
}

function wrongCount(path: string, count: number, wanted: number): CliError {
  const even = count - (count % 2)
  return new CliError(
    `${path} has ${plural(count, 'sample')}; the test set of this market has ${formatCount(wanted)}.`,
    [
      'Nothing was sent. Bring as many,',
      ...(even >= 2 ? [`or change the market: cotrain market options --test-samples ${even}`] : []),
    ],
  )
}

/** Some of a list, all as likely. */
function pick<T>(list: readonly T[], count: number): T[] {
  const rest = [...list]
  return Array.from({ length: count }, () => rest.splice(randomInt(rest.length), 1)[0]!)
}
