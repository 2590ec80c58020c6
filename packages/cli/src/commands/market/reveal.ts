import { type BundleRecord, commitmentOf, formatModelId, SendingRefusedError } from '@cotrain/sdk'
import { type Address, isAddressEqual } from 'viem'
import { connectWithAccount } from '../../context.ts'
import { CliError, explain } from '../../errors.ts'
import { formatTime, plural, shortAddress } from '../../format.ts'
import { type BundleFile, readBundles } from '../../market/bundleFiles.ts'
import { chooseMarket } from '../../market/chooseMarket.ts'
import { checkPhase } from '../../market/phases.ts'
import type { MarketInvocation, MarketModel } from '../../market/types.ts'
import type { OptionsOf } from '../../program/given.ts'
import type { revealOptions } from '../../program/market.ts'
import { endOfSeveral, oneOfSeveral } from '../../sending/dryRun.ts'

type Options = OptionsOf<typeof revealOptions>
type Due = BundleFile & { record: BundleRecord }
type Revealed = { bundle: number; number: number; samples: number; file: string }

/** `cotrain market reveal`: shows what the account has committed, of all files of this model in a folder. */
export default async function revealCommand({
  out,
  options,
  args,
}: MarketInvocation<Options>): Promise<void> {
  const { client, account, sender } = await connectWithAccount(options)
  const model = await chooseMarket(client, args[0], options)
  const market = await client.getMarket({ model })
  checkPhase(model, market, 'revealing')
  const files = await readBundles(options.bundle ?? ['.'], out.log)
  const records = await client.listBundles({ model, market: market.market })
  const own = records.filter(({ contributor }) => isAddressEqual(contributor, account.address))
  const { due, notes } = match(files, own, model, account.address)
  for (const note of notes) out.log(note)

  const revealed: Revealed[] = []
  const failures: unknown[] = []
  sender.several(due.length)
  for (const { path, contents, record } of due) {
    // stakes hang on each of them: what is wrong with one does not stand in the way of the others
    try {
      const one = { model, contents, bundle: record.bundle }
      const shown = await oneOfSeveral(() => client.revealBundleSync(one))
      if (shown === undefined) continue
      const { number, count } = shown
      const numbers = { bundle: Number(record.bundle), number: Number(number), samples: Number(count) }
      revealed.push({ ...numbers, file: path })
      if (due.length > 1) out.log(`${revealed.length} of ${due.length} revealed.`)
    } catch (error) {
      if (error instanceof SendingRefusedError) throw error
      failures.push(error)
      out.log(`Bundle ${record.bundle} in ${path} is not revealed: ${(await explain(error)).message}`)
    }
  }
  if (failures.length > 0) throw failures[0]
  endOfSeveral()
  const missing = own
    .filter(
      ({ status, bundle }) => status === 'committed' && !due.some(({ record }) => record.bundle === bundle),
    )
    .map(({ bundle }) => Number(bundle))
  const warning = missing.length === 0 ? [] : [warn(missing, Number(market.revealUntil))]
  if (revealed.length === 0 && (missing.length > 0 || own.length === 0)) throw nothing(own, warning)
  const id = formatModelId(model)
  const document = { model: id, contributor: account.address, revealed, missing }
  out.result(document, () =>
    [
      revealed.length === 0 ? 'All of yours is revealed.' : `${plural(revealed.length, 'bundle')} revealed.`,
      ...revealed.map(each => `  bundle ${each.bundle}: ${plural(each.samples, 'sample')}, of ${each.file}`),
      ...warning,
      `Then the sponsor publishes the test set, and what they are worth shows: cotrain market status ${id}`,
    ].join('\n'),
  )
}

/** The files of the account's bundles that wait to be revealed, and what to say of the others. */
function match(
  files: readonly BundleFile[],
  own: readonly BundleRecord[],
  { modelId }: MarketModel,
  account: Address,
): { due: Due[]; notes: string[] } {
  const due: Due[] = []
  const notes: string[] = []
  for (const file of files) {
    const { path, contents } = file
    if (contents.modelId !== modelId) continue
    if (!isAddressEqual(contents.contributor, account)) {
      notes.push(`${path} is a bundle of ${shortAddress(contents.contributor)}: left to that account.`)
      continue
    }
    const record = own.find(({ commitment }) => commitment === commitmentOf(contents))
    if (record === undefined) notes.push(`${path} was not committed to this market: left out.`)
    else if (record.status === 'committed') due.push({ ...file, record })
  }
  return { due, notes }
}

function warn(missing: readonly number[], until: number): string {
  const which = `${missing.length === 1 ? 'Bundle' : 'Bundles'} ${missing.join(', ')} of yours`
  return `${which} must be revealed, too, until ${formatTime(until)}, or lose stake and fee: name the files with --bundle.`
}

function nothing(own: readonly BundleRecord[], warning: readonly string[]): CliError {
  if (own.length === 0) return new CliError('This account has committed no bundle to this market.')
  return new CliError('There is no file of a bundle that this account has committed.', [
    'Nothing was sent.',
    ...warning,
  ])
}
