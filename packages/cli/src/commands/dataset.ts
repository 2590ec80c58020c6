import { statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CheckDatasetParameters,
  checkDataset,
  type DatasetCard,
  type DatasetRow,
  datasetStatuses,
  formatModelId,
  parseModelId,
} from '@cotrain/sdk'
import { createBar } from '../bar.ts'
import { connect } from '../context.ts'
import { readLines } from '../dataset/lines.ts'
import { names, selected } from '../dataset/names.ts'
import { checkOtherFiles, readCard } from '../dataset/verify.ts'
import { type Selection, writeDataset } from '../dataset/write.ts'
import { CliError } from '../errors.ts'
import { plural } from '../format.ts'
import { sayLicense } from '../license.ts'
import { chooseModel } from '../modelChoice.ts'
import type { Output } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { datasetOptions } from '../program/use.ts'
import type { Invocation } from '../run.ts'

type Options = OptionsOf<typeof datasetOptions>

/** `cotrain dataset`: what a model was taught, as files that can be proved; with `--verify`, proves them. */
export default async function datasetCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  if (options.verify) return verify(out, options, args[0])
  const given = (['offline', 'quick'] as const).find(name => options[name])
  if (given !== undefined) throw new CliError(`--${given} is about --verify.`)
  await write(out, options, args[0])
}

async function write(out: Output, options: Options, which: string | undefined): Promise<void> {
  const selection = selectionOf(options.status)
  const client = await connect(options)
  const model = await chooseModel(client, which)
  const toBlock = options.block === undefined ? undefined : BigInt(options.block)
  out.log('Reading the history …')
  const synced = await client.syncModel({ model, toBlock })
  const dataset = await client.getDataset({ model, synced })
  const { card } = dataset
  const bar = createBar(out, 'rows')
  const onRow = (done: number) => bar.update(done, card.counts.rows)
  const force = options.force === true
  const chosen = await writeDataset(options.out, dataset, { force, selection, onRow }).finally(bar.stop)
  const { counts, chain, log, model: about } = card
  const document = {
    ...{ model: about.id, name: about.name, license: about.license, out: options.out },
    ...{ chain, log: { entries: log.entries, running: log.running }, counts },
    selected: selection ? { statuses: selection.statuses, rows: chosen } : null,
  }
  out.result(document, () =>
    [
      `${plural(counts.rows, 'contribution')} to ${about.name} up to block ${chain.block}: ${options.out}`,
      ...(selection
        ? [`${plural(chosen, 'row')} of them selected: ${join(options.out, selected.table)}`]
        : []),
      `Licence of the samples: ${sayLicense(about.license)}`,
      `Prove it: cotrain dataset --out ${options.out} --verify`,
    ].join('\n'),
  )
}

/** @throws CliError when a status is none */
function selectionOf(text: string | undefined): Selection | undefined {
  if (text === undefined) return undefined
  const given = text.split(',').map(name => name.trim())
  const known: readonly string[] = datasetStatuses
  const unknown = given.find(name => !known.includes(name))
  if (unknown === undefined) return { statuses: datasetStatuses.filter(name => given.includes(name)) }
  throw new CliError(`"${unknown}" is no status of a contribution.`, [`There are: ${known.join(', ')}.`])
}

async function verify(out: Output, options: Options, which: string | undefined): Promise<void> {
  checkVerifyOptions(options)
  const folder = options.out
  const card = await readCard(folder)
  const others = await checkOtherFiles(folder, card)
  const bar = createBar(out, 'rows')
  const parameters = {
    card,
    lines: readLines(rowsPath(folder)),
    onRow: async (row: DatasetRow, number: number) => {
      await others.add(row)
      if (number % 500 === 0) bar.update(number, Math.max(number, card.counts.rows))
    },
  }
  const report = await (options.offline
    ? checkDataset(parameters).then(report => ({ ...report, against: 'files' as const }))
    : online(out, options, which, parameters)
  ).finally(bar.stop)
  const wrong = [...report.problems.map(({ message }) => message), ...(await others.finish())]
  const problems = wrong.length + report.count - report.problems.length
  const recordAt = 'recordAt' in report ? report.recordAt : null
  const document = {
    ...{ model: card.model.id, out: folder, rows: report.rows, against: report.against, recordAt },
    ...{ verified: problems === 0, problems: wrong, problemCount: problems },
  }
  if (problems > 0 && !out.json)
    throw new CliError(`${folder} is not what it says to be.`, hintsOf(wrong, problems))
  if (problems > 0) process.exitCode = 1
  out.result(document, () => sayVerified(card, report.against, recordAt))
}

/** Problems that are printed; `--json` has a hundred. */
const printed = 20

function hintsOf(wrong: readonly string[], count: number): string[] {
  const more = count - Math.min(printed, wrong.length)
  return [...wrong.slice(0, printed), ...(more > 0 ? [`… and ${more} more.`] : [])]
}

function checkVerifyOptions({ offline, quick, force, status, block }: Options): void {
  if (offline && quick) throw new CliError('Give --offline or --quick, not both.')
  const given = { force, status, block }
  const name = (['force', 'status', 'block'] as const).find(each => given[each] !== undefined)
  if (name !== undefined)
    throw new CliError(`--${name} is about writing a data set: leave it out with --verify.`)
}

function rowsPath(folder: string): string {
  const path = join(folder, names.rows)
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path
  throw new CliError(`${folder} has no ${names.rows}, which has what is to be proved.`)
}

async function online(
  out: Output,
  options: Options,
  which: string | undefined,
  parameters: CheckDatasetParameters,
) {
  const client = await connect(options)
  const { id } = parameters.card.model
  if (which !== undefined) {
    const model = await chooseModel(client, which)
    if (formatModelId(model) !== id)
      throw new CliError(`${options.out} is of ${id}, not of ${formatModelId(model)}.`)
  }
  if (options.quick) return client.verifyDataset({ ...parameters, against: 'record' })
  out.log('Reading the history …')
  const synced = await client.syncModel({ model: parseModelId(id) })
  return client.verifyDataset({ ...parameters, synced })
}

function sayVerified(
  { model, counts, chain }: DatasetCard,
  against: 'files' | 'record' | 'history',
  recordAt: 'block' | 'now' | null,
): string {
  const rows = `${plural(counts.rows, 'row')} of ${model.name} (${model.id})`
  const where =
    recordAt === 'now' ? 'as it is now (the node has no state of that block)' : `at block ${chain.block}`
  return {
    files: `${rows} are what ${names.card} says: contributor, time, label, deposit and sample. Whether ${names.card} is true only a node can say: leave out --offline.`,
    record: `${rows} are in the contract's log ${where}: contributor, time, label, deposit and sample. Statuses and what was learned are not proved: leave out --quick.`,
    history: `${rows} are what the chain has, in every field; the contract's log was compared ${where}.`,
  }[against]
}
