import {
  classifiers,
  formatModelId,
  type MechanismName,
  type Model,
  mechanisms,
  type SyncedModel,
} from '@cotrain/sdk'
import { getBalance, getBlock } from 'viem/actions'
import { connectWithAccount } from '../context.ts'
import { formatAmount, formatCount, formatTime } from '../format.ts'
import { sayLicense } from '../license.ts'
import { chooseModel } from '../modelChoice.ts'
import { columns } from '../output.ts'
import type { OptionsOf } from '../program/given.ts'
import type { statusOptions } from '../program/use.ts'
import type { Invocation } from '../run.ts'
import { bondedStatus } from '../status/bonded.ts'
import { depositStatus } from '../status/deposits.ts'
import type { MechanismStatus, StatusOf } from '../status/MechanismStatus.ts'
import { marketStatus } from '../status/market.ts'
import { pointsStatus } from '../status/points.ts'

type Options = OptionsOf<typeof statusOptions>

/** `cotrain status`: chain, model, price now, and what the account can do or claim. */
export default async function statusCommand({ out, options }: Invocation<Options>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModel(client, options.model)
  if (model.metadataWarning !== undefined) out.log(`warning: ${model.metadataWarning}`)
  const synced = model.ready ? await client.syncModel({ model }) : undefined
  const [block, balance, price, own] = await Promise.all([
    getBlock(client, { blockTag: 'latest' }),
    getBalance(client, { address: account.address }),
    model.ready ? client.price({ model }) : null,
    (statuses[model.mechanism] as Status<MechanismName>)({
      client,
      model,
      account: account.address,
      synced,
    }),
  ])
  const chain = { chainId: client.chain.id, block: Number(block.number), time: Number(block.timestamp) }
  const me = { address: account.address, balance, ...own.account }
  const counts = countsOf(model, synced)
  const about = { ...describeModel(model), ...counts, ...own.model }
  out.result({ chain, model: about, price, account: me, ...own.document }, () =>
    [
      out.colors.bold(`${model.metadata.name}  ${about.id}`),
      // on one line: what looks like a row below it is one
      ...(model.metadata.description ? [model.metadata.description.replaceAll(/\s+/g, ' ')] : []),
      '',
      columns(rows({ chain, price, account: me, counts }, model, own)),
      '',
      own.table(out.colors.bold),
    ].join('\n'),
  )
}

type Status<mechanism extends MechanismName> = (of: StatusOf<mechanism>) => Promise<MechanismStatus>

const statuses: { [mechanism in MechanismName]: Status<mechanism> } = {
  deposits: depositStatus,
  points: pointsStatus,
  market: marketStatus,
  bonded: bondedStatus,
}

function describeModel(model: Model) {
  return {
    id: formatModelId(model),
    name: model.metadata.name,
    description: model.metadata.description ?? null,
    classes: model.metadata.classes,
    encoder: model.metadata.encoder,
    license: model.metadata.license ?? null,
    owner: model.owner,
    trainer: model.trainer,
    classifier: model.classifier,
    mechanism: model.mechanism,
    ready: model.ready,
    uploadedWords: model.uploadedWords,
    requiredWords: model.requiredWords,
    maxFeatures: model.maxFeatures,
    options: { ...model.classifierOptions, ...model.incentiveOptions },
  }
}

/** How many contributions there are, and how many entries in the model's log. */
function countsOf({ modelId }: Model, synced: SyncedModel | undefined) {
  if (!synced) return { contributions: 0, entries: 0 }
  const { twin, contributions } = synced
  return { contributions: contributions.length, entries: Number(twin.log(modelId).entries) }
}

type Document = {
  chain: { chainId: number; block: number; time: number }
  price: bigint | null
  account: { address: string; balance: bigint }
  counts: ReturnType<typeof countsOf>
}

function rows({ chain, price, account, counts }: Document, model: Model, own: MechanismStatus): string[][] {
  const upload = `not ready: ${model.uploadedWords} of ${model.requiredWords} words uploaded`
  return [
    ['classes', classesOf(model)],
    ['encoder', model.metadata.encoder],
    ['classifier', classifiers[model.classifier].title],
    ['mechanism', mechanisms[model.mechanism].title],
    ['features', featuresOf(model)],
    ['owner', model.owner],
    ['data licence', sayLicense(model.metadata.license)],
    ['price now', price === null ? upload : formatAmount(price)],
    ['contributions', formatCount(counts.contributions)],
    ['entries', `${formatCount(counts.entries)} in the log: contributions, and changes of their states`],
    ...own.rows,
    ['chain', `${chain.chainId}, block ${formatCount(chain.block)} of ${formatTime(chain.time)}`],
    ['you', `${account.address}, ${formatAmount(account.balance)}`],
  ]
}

/** Their names, and how many can still be added by whom. */
function classesOf({ metadata: { classes }, classifierOptions: options }: Model): string {
  const names = classes.length === 0 ? 'none yet' : classes.join(', ')
  if (!('maxClasses' in options) || options.maxClasses <= classes.length) return names
  const who = options.openClasses ? 'anybody' : 'its owner'
  return `${names} (${who} may add ${options.maxClasses - classes.length} more: cotrain add-class)`
}

function featuresOf({ classifierOptions: options, maxFeatures }: Model): string {
  const most = maxFeatures === 0 ? '' : `, at most ${formatCount(maxFeatures)} in a contributed sample`
  const weight =
    'sampleWeight' in options && options.sampleWeight > 0
      ? `, each sample weighs ${options.sampleWeight}`
      : ''
  const bits = 'weightBits' in options ? `, weights of ${options.weightBits} bits` : ''
  return `${formatCount(options.featureCount)}${bits}${weight}${most}`
}
