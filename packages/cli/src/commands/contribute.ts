import { formatModelId, type IncentiveOptions, isUnder, type MechanismName, type Model } from '@cotrain/sdk'
import { describeClasses, findLabel } from '@cotrain/sdk/data'
import { type Connection, connectWithAccount } from '../context.ts'
import { CliError } from '../errors.ts'
import { formatAmount, formatDuration, plural } from '../format.ts'
import { readLessons } from '../lessons.ts'
import { acceptanceOf } from '../license.ts'
import { chooseModel } from '../modelChoice.ts'
import type { OptionsOf } from '../program/given.ts'
import type { contributeOptions } from '../program/teach.ts'
import type { Invocation } from '../run.ts'
import { readSample } from '../samples.ts'
import { createGuard } from '../sending/guard.ts'
import { checkDeposit, checkFeatures, type Lesson, type Taught, teach } from '../sending/teach.ts'
import { tableFlag } from '../tables.ts'

type Options = OptionsOf<typeof contributeOptions>

/** `cotrain contribute`: teaches a model one sample, or those of a file in batches. */
export default async function contributeCommand({
  out,
  options,
  args,
}: Invocation<Options, [string | undefined]>): Promise<void> {
  const limit = options.maxDeposit
  const { client, account, sender } = await connectWithAccount(options)
  const model = await chooseModel(client, options.model)
  if (isUnder(model, 'market')) throw bundlesOnly(model)
  const lessons = await readContributions(client, model, options, args[0], out.log)
  checkFeatures(model, lessons)
  const guard = createGuard(client, model, { again: options.again === true, log: out.log, sender })
  await guard.check(lessons)
  await checkDeposit(client, model, lessons, limit)
  const accepts = acceptanceOf(model.metadata.license, lessons.length)
  if (accepts !== undefined) out.log(accepts)

  const { contributions, sent } = await teach(client, out, model, lessons, {
    limit,
    guard,
    sender,
    allowDuplicate: options.allowDuplicate === true,
  })
  const deposit = contributions.reduce((sum, one) => sum + one.deposit, 0n)
  const change = sent - deposit
  const document = {
    model: formatModelId(model),
    contributor: account.address,
    license: model.metadata.license ?? null,
    contributions,
    deposit,
    sent,
    change,
  }
  out.result(document, () => describe(model, contributions, { deposit, change }))
}

function bundlesOnly(model: Model): CliError {
  return new CliError(`${model.metadata.name} is under a market, which takes bundles of samples.`, [
    `Commit one, or as many as a file fills: cotrain market commit ${formatModelId(model)} --data FILE`,
  ])
}

function describe(
  model: Model,
  taught: readonly Taught[],
  { deposit, change }: { deposit: bigint; change: bigint },
): string {
  const [first] = taught
  const what =
    taught.length === 1
      ? `Contribution ${first?.index} ("${first?.class}")`
      : plural(taught.length, 'contribution')
  const back = change === 0n ? '' : `; ${formatAmount(change)} that it did not need came back`
  const paid = deposit === 0n ? '' : ` for a deposit of ${formatAmount(deposit)}${back}`
  return [
    `${what} taught to ${model.metadata.name}${paid}.`,
    whatComes[model.mechanism as keyof typeof whatComes](model.incentiveOptions as never),
  ].join('\n')
}

/** What becomes of a contribution, and by which command. */
const whatComes: {
  [mechanism in Exclude<MechanismName, 'market'>]: (options: IncentiveOptions<mechanism>) => string
} = {
  deposits: ({ refundTime }) =>
    `It can be refunded after ${formatDuration(refundTime)}, when the model agrees with it then: cotrain refund --all`,
  points: ({ verifyTime }) =>
    `If it taught the model something, it earns points after ${formatDuration(verifyTime)}, when the model agrees with it then: cotrain verify --all`,
  bonded: ({ challengeTime }) =>
    `The model learns it when nobody has challenged it for ${formatDuration(challengeTime)}; then your deposit comes back: cotrain settle --all`,
}

async function readContributions(
  client: Connection,
  model: Model,
  options: Options,
  argument: string | undefined,
  log: (text: string) => void,
): Promise<Lesson[]> {
  if (options.file === undefined) {
    const flag = tableFlag(options)
    if (flag !== undefined) throw new CliError(`${flag} is for a table: name that with --file.`)
    if (options.label === undefined) {
      throw new CliError('Say which class the sample belongs to: --label.', [
        `The model's classes: ${describeClasses(model.metadata.classes)}.`,
      ])
    }
    const label = findLabel(model.metadata.classes, options.label)
    return [{ label, sample: await readSample(client, model, argument, options) }]
  }
  if ([argument, options.stdin, options.numbers, options.image].some(way => way !== undefined)) {
    throw new CliError('With --file, the samples come from the file: leave out the other one.')
  }
  return readLessons(client, model, options.file, options, log)
}
