import { abiOf, type Claim, type ClaimStatus, type Model } from '@cotrain/sdk'
import type { Address } from 'viem'
import { readContract } from 'viem/actions'
import type { Connection } from '../context.ts'
import { formatAmount, formatCount, formatDuration, formatTime, shortAddress } from '../format.ts'
import { columns } from '../output.ts'
import type { MechanismStatus, StatusOf } from './MechanismStatus.ts'

type DepositModel = Model<'deposits'>

/** Under deposits: what the account can claim of each contribution's deposit. */
export async function depositStatus({
  client,
  model,
  account,
  synced,
}: StatusOf<'deposits'>): Promise<MechanismStatus> {
  const [verified, claims] = await Promise.all([
    verifiedOf(client, model, account),
    synced ? client.listClaims({ model, synced }) : [],
  ])
  const { refundTime, ownerClaimTime, anyClaimTime } = model.incentiveOptions
  return {
    model: {
      verified: Number(model.incentive.totalVerified),
      lastContribution: Number(model.incentive.lastContribution),
    },
    account: { verified: Number(verified) },
    document: { claims: claims.map(describeClaim) },
    rows: [
      [
        'claims',
        `refund after ${formatDuration(refundTime)}; all that is left: owner after ${formatDuration(ownerClaimTime)}, anyone after ${formatDuration(anyClaimTime)}`,
      ],
      ['verified', `${formatCount(model.incentive.totalVerified)} of all, ${formatCount(verified)} of yours`],
    ],
    table: bold => claimTable(claims, model, bold),
  }
}

/** How many contributions of the account to the model are verified. */
function verifiedOf(client: Connection, model: DepositModel, account: Address): Promise<bigint> {
  return readContract(client, {
    abi: abiOf(model),
    address: model.trainer,
    functionName: 'verified',
    args: [model.modelId, account],
  })
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
function claimTable(claims: readonly Claim[], model: DepositModel, bold: (text: string) => string): string {
  const shown = claims.filter(claim => claim.own || claim.action !== undefined)
  if (shown.length === 0) return 'You have no contributions here, and there is nothing for you to take.'
  const header = ['#', 'BY', 'CLASS', 'DEPOSIT', 'STATE', 'YOURS', 'FROM'].map(bold)
  return columns([header, ...shown.map(claim => claimRow(claim, model))], [0, 3, 5])
}

function claimRow(claim: Claim, model: DepositModel): string[] {
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
