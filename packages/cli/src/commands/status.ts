import { type Claim, type ClaimStatus, formatModelId, kinds, type Model } from '@cotrain/sdk'
import type { Address } from 'viem'
import type { AccountOptions } from '../accounts.ts'
import { type Connection, connectWithAccount, type RpcOptions } from '../context.ts'
import { formatAmount, formatCount, formatDuration, formatTime, shortAddress } from '../format.ts'
import { chooseModel } from '../modelChoice.ts'
import { columns } from '../output.ts'
import type { Invocation } from '../run.ts'

type Options = RpcOptions & AccountOptions & { model?: string }

/** `cotrain status`: chain, model, price now, and what the account can claim. */
export default async function statusCommand({ out, options }: Invocation<Options>): Promise<void> {
  const { client, account } = await connectWithAccount(options)
  const model = await chooseModel(client, options.model)
  if (model.metadataWarning !== undefined) out.log(`warning: ${model.metadataWarning}`)
  const [block, balance, price, verified, claims] = await Promise.all([
    client.getBlock({ blockTag: 'latest' }),
    client.getBalance({ address: account.address }),
    model.ready ? client.price({ model }) : null,
    verifiedOf(client, model, account.address),
    model.ready ? client.listClaims({ model }) : [],
  ])
  const chain = { chainId: client.chain.id, block: Number(block.number), time: Number(block.timestamp) }
  const me = { address: account.address, balance, verified: Number(verified) }
  const document = {
    chain,
    model: describeModel(model),
    price,
    account: me,
    claims: claims.map(describeClaim),
  }
  out.result(document, () =>
    [
      out.colors.bold(`${model.metadata.name}  ${document.model.id}`),
      ...(model.metadata.description ? [model.metadata.description] : []),
      '',
      columns(rows(document, model)),
      '',
      claimTable(claims, model, out.colors.bold),
    ].join('\n'),
  )
}

/** How many contributions of the account to the model are verified. */
function verifiedOf(
  client: Connection,
  { kind, trainer, modelId }: Model,
  account: Address,
): Promise<bigint> {
  const { abi } = kinds[kind]
  return client.readContract({ abi, address: trainer, functionName: 'verified', args: [modelId, account] })
}

function describeModel(model: Model) {
  return {
    id: formatModelId(model),
    name: model.metadata.name,
    description: model.metadata.description ?? null,
    classes: model.metadata.classes,
    encoder: model.metadata.encoder,
    owner: model.owner,
    trainer: model.trainer,
    ready: model.ready,
    uploadedWords: model.uploadedWords,
    requiredWords: model.requiredWords,
    options: { ...model.classifierOptions, ...model.incentiveOptions },
    contributions: Number(model.contributions),
    verified: Number(model.totalVerified),
    lastContribution: Number(model.lastContribution),
  }
}

function describeClaim(claim: Claim) {
  return {
    index: Number(claim.index),
    own: claim.own,
    contributor: claim.contribution.contributor,
    label: claim.contribution.label,
    deposit: claim.contribution.deposit,
    remaining: claim.contribution.remaining,
    status: claim.status,
    action: claim.action ?? null,
    amount: claim.amount,
    availableAt: claim.availableAt === undefined ? null : Number(claim.availableAt),
  }
}

type Document = {
  chain: { chainId: number; block: number; time: number }
  price: bigint | null
  account: { address: string; balance: bigint; verified: number }
}

function rows({ chain, price, account }: Document, model: Model): string[][] {
  const { refundTime, ownerClaimTime, anyClaimTime } = model.incentiveOptions
  const upload = `not ready: ${model.uploadedWords} of ${model.requiredWords} words uploaded`
  return [
    ['classes', classesOf(model)],
    ['encoder', model.metadata.encoder],
    ['kind', `${kinds[model.kind].classifier}, under ${kinds[model.kind].mechanism}`],
    ['features', featuresOf(model)],
    ['owner', model.owner],
    ['price now', price === null ? upload : formatAmount(price)],
    [
      'claims',
      `refund after ${formatDuration(refundTime)}; all that is left: owner after ${formatDuration(ownerClaimTime)}, anyone after ${formatDuration(anyClaimTime)}`,
    ],
    [
      'contributions',
      `${formatCount(model.contributions)}, of them verified: ${formatCount(model.totalVerified)}`,
    ],
    ['chain', `${chain.chainId}, block ${formatCount(chain.block)} of ${formatTime(chain.time)}`],
    [
      'you',
      `${account.address}, ${formatAmount(account.balance)}, verified contributions: ${account.verified}`,
    ],
  ]
}

/** Their names, and how many can still be added by whom. */
function classesOf({ metadata: { classes }, classifierOptions: options }: Model): string {
  const names = classes.length === 0 ? 'none yet' : classes.join(', ')
  if (!('maxClasses' in options) || options.maxClasses <= classes.length) return names
  const who = options.openClasses ? 'anybody' : 'its owner'
  return `${names} (${who} may add ${options.maxClasses - classes.length} more: cotrain add-class)`
}

function featuresOf({ classifierOptions: options }: Model): string {
  const bits = 'weightBits' in options ? `, weights of ${options.weightBits} bits` : ''
  return `${formatCount(options.featureCount)}${bits}`
}

/** In people's words; the dashboard says the same. */
const statusWords: Record<ClaimStatus, string> = {
  waiting: 'waiting',
  refundable: 'refundable',
  disputed: 'disputed: the model disagrees',
  takeable: 'can be taken',
  locked: 'not yours to take',
  refunded: 'refunded',
  taken: 'taken',
}

/** The contributions of the account, and those of others of which it can take something. */
function claimTable(claims: readonly Claim[], model: Model, bold: (text: string) => string): string {
  const shown = claims.filter(claim => claim.own || claim.action !== undefined)
  if (shown.length === 0) return 'You have no contributions here, and there is nothing for you to take.'
  const header = ['#', 'BY', 'CLASS', 'DEPOSIT', 'STATE', 'YOURS', 'FROM'].map(bold)
  return columns([header, ...shown.map(claim => claimRow(claim, model))], [0, 3, 5])
}

function claimRow(claim: Claim, model: Model): string[] {
  const { contribution, availableAt } = claim
  return [
    String(claim.index),
    claim.own ? 'you' : shortAddress(contribution.contributor),
    model.metadata.classes[contribution.label] ?? String(contribution.label),
    formatAmount(contribution.deposit),
    statusWords[claim.status],
    formatAmount(availableAt === undefined ? claim.received : claim.amount),
    availableAt === undefined
      ? ''
      : claim.action === undefined
        ? formatTime(Number(availableAt))
        : `now: cotrain ${claim.action}`,
  ]
}
