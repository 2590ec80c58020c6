import { existsSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { type Bundle, commitmentOf, createBundle, formatModelId } from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import { type Connection, connectWithAccount } from '../../context.ts'
import { CliError } from '../../errors.ts'
import { formatAmount, formatTime, plural } from '../../format.ts'
import { readLessons } from '../../lessons.ts'
import { acceptanceOf } from '../../license.ts'
import { type BundleFile, bundleName, readBundles, writeBundle } from '../../market/bundleFiles.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { cutBundles } from '../../market/cutBundles.ts'
import { sendWithFiles } from '../../market/newFile.ts'
import { checkPhase } from '../../market/phases.ts'
import type { Market, MarketInvocation, MarketModel } from '../../market/types.ts'
import type { Output } from '../../output.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { commitOptions } from '../../program/market.ts'
import { checkFeatures } from '../../sending/teach.ts'

type Options = OptionsOf<typeof commitOptions>

/** `cotrain market commit`: makes bundles of a file's samples, writes them down, and commits them for stake and fee. */
export default async function commitCommand({
  out,
  options,
  args,
}: MarketInvocation<Options>): Promise<void> {
  const { client, account, sender } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const market = await client.getMarket({ model })
  checkPhase(model, market, 'committing')
  const isNew = options.data !== undefined
  const files = isNew
    ? await makeBundles(client, model, options, { out, market, contributor: account.address })
    : await bundlesIn(client, model, options, { log: out.log, contributor: account.address })
  checkPrice(market, files.length, options.maxPrice)

  const samples = files.reduce((sum, { contents }) => sum + contents.samples.length, 0)
  const accepts = acceptanceOf(model.metadata.license, samples)
  if (accepts !== undefined) out.log(accepts)
  if (isNew) for (const file of files) await writeBundle(file, sender)
  const paths = files.map(({ path }) => path)
  const bundles = files.map(({ contents }) => contents)
  const { bundles: numbers, paid } = await sendWithFiles(
    isNew && !sender.isDryRun ? paths : [],
    sender,
    onHash => client.commitBundlesSync({ model, bundles, onHash }),
  )

  const id = formatModelId(model)
  const committed = files.map(({ path, contents }, i) => {
    return { bundle: Number(numbers[i]), samples: contents.samples.length, file: path }
  })
  const [from, until] = [Number(market.commitUntil), Number(market.revealUntil)]
  const { license = null } = model.metadata
  const document = { model: id, contributor: account.address, license, bundles: committed, paid }
  out.result({ ...document, revealFrom: from, revealUntil: until }, () =>
    [
      `${plural(files.length, 'bundle')} committed to the market of ${model.metadata.name}, for ${formatAmount(paid)}.`,
      ...committed.map(each => `  bundle ${each.bundle}: ${plural(each.samples, 'sample')}, in ${each.file}`),
      `Keep ${files.length === 1 ? 'that file' : 'those files'}, and keep ${files.length === 1 ? 'it' : 'them'} secret: what is not revealed loses stake and fee.`,
      `Reveal from ${formatTime(from)} until ${formatTime(until)}: cotrain market reveal ${id}`,
    ].join('\n'),
  )
}

type Makers = { out: Output; market: Market; contributor: Bundle['contributor'] }

/** Bundles of the samples in a file, and where each is to be written. */
async function makeBundles(
  client: Connection,
  model: MarketModel,
  options: Options,
  { out, market, contributor }: Makers,
): Promise<BundleFile[]> {
  const path = options.data!
  const lessons = await readLessons(client, model, path, options, out.log)
  checkFeatures(model, lessons)
  const { minSamples, maxSamples } = market.options
  const { bundles, left, twice } = cutBundles(lessons, market.options)
  if (twice > 0)
    out.log(`${plural(twice, 'sample')} of ${path} ${twice === 1 ? 'is' : 'are'} there before, and left out.`)
  if (left > 0) {
    out.log(
      `The last ${plural(left, 'sample')} of ${path} ${left === 1 ? 'is' : 'are'} left out: a bundle has ${minSamples} to ${maxSamples}.`,
    )
  }
  const { classifier, modelId } = model
  const made = bundles.map(samples =>
    createBundle(samples, { classifier, contributor, modelId, minSamples, maxSamples }),
  )
  await checkKept(client, model, made, {
    market: market.market,
    folder: dirname(options.bundle ?? bundleName(made[0]!)),
    log: out.log,
  })
  const names = namesFor(options.bundle, made.length)
  return made.map((contents, i) => ({ path: names?.[i] ?? bundleName(contents), contents }))
}

/**
 * Sees to it that nobody pays twice for the same samples, because it was not clear what became of the first time.
 *
 * @throws CliError when a file of the folder holds the same samples, of the same account, and is committed to this market or
 * to none
 */
async function checkKept(
  client: Connection,
  model: MarketModel,
  made: readonly Bundle[],
  { market, folder, log }: { market: number; folder: string; log: (text: string) => void },
): Promise<void> {
  const key = ({ modelId, contributor, samples }: Bundle) =>
    JSON.stringify([String(modelId), contributor, samples])
  const wanted = new Set(made.map(key))
  const kept = (await readBundles([folder], log)).filter(({ contents }) => wanted.has(key(contents)))
  const records = await client.listBundles({ model })
  const known = (contents: Bundle) => records.find(({ commitment }) => commitment === commitmentOf(contents))
  // what was in an earlier market may be committed to this one, too
  const first = kept.find(({ contents }) => (known(contents)?.market ?? market) === market)
  if (first === undefined) return
  const { bundle } = known(first.contents) ?? {}
  throw new CliError(
    `${first.path} holds a bundle of the same samples${bundle === undefined ? '' : `, which is committed as bundle ${bundle}`}.`,
    [
      'Nothing was sent.',
      ...(bundle === undefined ? [`Commit that one: cotrain market commit --bundle ${first.path}`] : []),
      'To commit them in another bundle, too, move that file to another folder; and keep it.',
    ],
  )
}

/** The names of several files after the one that the user gives: `mine-1.json` for `mine.json`. */
function namesFor(named: string | undefined, count: number): string[] | undefined {
  if (named === undefined) return undefined
  if (count === 1) return [named]
  const end = extname(named)
  const begin = named.slice(0, named.length - end.length)
  return Array.from({ length: count }, (_, i) => `${begin}-${i + 1}${end}`)
}

/** Bundles that were written before, and are not committed yet. */
async function bundlesIn(
  client: Connection,
  model: MarketModel,
  { bundle }: Options,
  { log, contributor }: { log: (text: string) => void; contributor: Bundle['contributor'] },
): Promise<BundleFile[]> {
  if (bundle === undefined) {
    throw new CliError('Say which samples to commit: --data FILE.', [
      'Or a bundle that was written before, and is not committed: --bundle FILE.',
    ])
  }
  if (!existsSync(bundle)) throw new CliError(`There is no file ${bundle}.`, ['Make one: add --data FILE.'])
  const files = (await readBundles([bundle], log)).filter(
    ({ contents }) => contents.modelId === model.modelId,
  )
  if (files.length === 0) throw new CliError(`There is no bundle for ${model.metadata.name} in ${bundle}.`)
  const records = await client.listBundles({ model })
  for (const { path, contents } of files) {
    if (!isAddressEqual(contents.contributor, contributor)) {
      throw new CliError(`The bundle in ${path} is one of ${contents.contributor}.`, [
        'Only that account can commit it.',
      ])
    }
    const known = records.find(({ commitment }) => commitment === commitmentOf(contents))
    if (known) throw new CliError(`What is in ${path} is committed already, as bundle ${known.bundle}.`)
  }
  return files
}

/** @throws CliError when stakes and fees are above the limit */
function checkPrice({ price }: Market, count: number, limit: bigint | undefined): void {
  const all = price * BigInt(count)
  if (limit === undefined || all <= limit) return
  throw new CliError(
    `${plural(count, 'bundle')} take ${formatAmount(all)}, above --max-price ${formatAmount(limit)}.`,
    ['Nothing was sent. Raise the limit, or commit fewer samples.'],
  )
}
