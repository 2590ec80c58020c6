import { type DepositKind, formatModelId, isUnder, type Model, type SampleOf } from '@cotrain/sdk'
import { describeClasses, findLabel } from '@cotrain/sdk/data'
import { parseEther } from 'viem'
import type { AccountOptions } from '../accounts.ts'
import { type Connection, connectWithAccount, type RpcOptions } from '../context.ts'
import { CliError } from '../errors.ts'
import { formatAmount, formatDuration, plural } from '../format.ts'
import { chooseModel } from '../modelChoice.ts'
import { readSamplesFor } from '../modelFiles.ts'
import type { TableFlags } from '../program/tableFlags.ts'
import type { Invocation } from '../run.ts'
import { encoderFor, readSample, type SampleOptions } from '../samples.ts'
import { isTable, readTableFor } from '../tables.ts'
import { gasOfLesson } from '../teachingGas.ts'

type Options = RpcOptions &
  AccountOptions &
  SampleOptions &
  TableFlags & { model?: string; file?: string; maxDeposit?: string }

/** What a transaction may carry: well below its gas limit of 2^24. */
const maxSamples = 50
const gasBudget = 12_000_000

type Lesson = { label: number; sample: SampleOf }

/** `cotrain contribute`: teaches a model one sample, or those of a file in batches. */
export default async function contributeCommand({
  out,
  options,
  args,
}: Invocation<Options, [string?]>): Promise<void> {
  const limit = readLimit(options.maxDeposit)
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModel(client, options.model)
  const samples = await readContributions(client, model, options, args[0], out.log)
  await checkDeposit(client, model, samples.length, limit)

  const sent: { index: number; label: number; class: string; deposit: bigint; transaction: string }[] = []
  for (const batch of cut(model, samples)) {
    for (const { index, label, deposit, transaction } of await send(client, model, batch)) {
      sent.push({
        index: Number(index),
        label,
        class: model.metadata.classes[label] ?? '',
        deposit,
        transaction,
      })
    }
    if (samples.length > 1) out.log(`${sent.length} of ${samples.length} sent.`)
  }
  const deposit = sent.reduce((sum, one) => sum + one.deposit, 0n)
  const document = { model: formatModelId(model), contributor: account.address, contributions: sent, deposit }
  out.result(document, () => describe(model, sent, deposit))
}

function describe(model: Model, sent: readonly { index: number; class: string }[], deposit: bigint): string {
  const [first] = sent
  const what =
    sent.length === 1
      ? `Contribution ${first?.index} ("${first?.class}")`
      : plural(sent.length, 'contribution')
  const paid =
    deposit === 0n
      ? ''
      : ` for ${isUnder(model, 'prediction-market') ? 'a stake' : 'a deposit'} of ${formatAmount(deposit)}`
  return [`${what} taught to ${model.metadata.name}${paid}.`, whatComes(model)].join('\n')
}

/** What becomes of a contribution, and by which command. */
function whatComes(model: Model): string {
  if (isUnder(model, 'points')) {
    const wait = formatDuration(model.incentiveOptions.verifyTime)
    return `If it taught the model something, it earns points after ${wait}, when the model agrees with it then: cotrain verify --all`
  }
  if (isUnder(model, 'prediction-market')) {
    return 'It is scored when the market has closed, and paid by what it improves: cotrain market status'
  }
  if (isUnder(model, 'bonded-deposits')) {
    const wait = formatDuration(model.incentiveOptions.challengeTime)
    return `The model learns it when nobody has challenged it for ${wait}; then your deposit comes back: cotrain settle --all`
  }
  const wait = formatDuration((model as Model<DepositKind>).incentiveOptions.refundTime)
  return `It can be refunded after ${wait}, when the model agrees with it then: cotrain refund --all`
}

async function readContributions(
  client: Connection,
  model: Model,
  options: Options,
  argument: string | undefined,
  log: (text: string) => void,
): Promise<Lesson[]> {
  if (options.file === undefined) {
    if (options.text !== undefined)
      throw new CliError('--text names a column of a table: name that with --file.')
    if (options.label === undefined) {
      throw new CliError('Say which class the sample belongs to: --label.', [
        `The model's classes: ${describeClasses(model.metadata.classes)}.`,
      ])
    }
    const label = findLabel(model.metadata.classes, options.label)
    return [{ label, sample: await readSample(client, model, argument, options) }]
  }
  if (argument !== undefined || options.stdin || options.numbers !== undefined) {
    throw new CliError('With --file, the samples come from the file: leave out the text.')
  }
  if (isTable(options)) {
    const { kind, metadata } = model
    const encoder = await encoderFor(client, model)
    return readTableFor(options.file, { kind, metadata, encoder }, options, log)
  }
  if (options.features !== undefined) {
    throw new CliError(
      'With --file, --features are columns of a table: say which column the labels are in, too.',
      ['Add --label COLUMN.'],
    )
  }
  const samples = await readSamplesFor(options.file, model)
  if (samples.length === 0) throw new CliError(`There are no samples in ${options.file}.`)
  return encodeNumbers(client, model, samples)
}

/** Lists of numbers go through the model's encoder; sets of features are samples already. */
async function encodeNumbers(
  client: Connection,
  model: Model,
  samples: Awaited<ReturnType<typeof readSamplesFor>>,
): Promise<Lesson[]> {
  const encoder = samples.some(({ sample }) => Array.isArray(sample)) && (await encoderFor(client, model))
  return samples.map(({ label, sample }) => {
    if (!Array.isArray(sample)) return { label, sample }
    if (!encoder) throw new CliError('The samples have no encoder.')
    return { label, sample: encoder.encode(sample.join(',')) }
  })
}

async function checkDeposit(
  client: Connection,
  model: Model,
  count: number,
  limit: bigint | undefined,
): Promise<void> {
  if (limit === undefined) return
  const deposit = await client.batchPrice({ model, count })
  if (deposit <= limit) return
  throw new CliError(
    `The deposit is ${formatAmount(deposit)} now, above --max-deposit ${formatAmount(limit)}.`,
    ['Nothing was sent. The deposit falls with the time since the last contribution.'],
  )
}

function readLimit(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined
  if (/^\d+(\.\d{1,18})?$/.test(text)) return parseEther(text)
  throw new CliError(`--max-deposit takes ether, such as 0.05, not "${text}".`)
}

/** Splits samples into batches that fit into a transaction each. */
function cut(model: Model, samples: readonly Lesson[]): Lesson[][] {
  const batches: Lesson[][] = []
  let gas = 0
  for (const one of samples) {
    const more = gasOfLesson(model, one.sample.length)
    const batch = batches.at(-1)
    if (batch !== undefined && batch.length < maxSamples && gas + more <= gasBudget) {
      batch.push(one)
      gas += more
    } else {
      batches.push([one])
      gas = more
    }
  }
  return batches
}

async function send(client: Connection, model: Model, batch: readonly Lesson[]) {
  const [first] = batch
  if (batch.length === 1 && first !== undefined) {
    const { receipt, ...event } = await client.contributeSync({ model, ...first })
    return [{ ...event, transaction: receipt.transactionHash }]
  }
  const { contributions, receipt } = await client.contributeBatchSync({ model, contributions: batch })
  return contributions.map(event => ({ ...event, transaction: receipt.transactionHash }))
}
