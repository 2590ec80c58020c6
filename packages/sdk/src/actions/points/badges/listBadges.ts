import {
  type Account,
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  decodeFunctionResult,
  encodeFunctionData,
  getAddress,
  type Hex,
  isAddressEqual,
} from 'viem'
import { getBlock, getCode, readContract, simulateContract } from 'viem/actions'
import { badgesAbi, badgesAddress, pointsAbi, trainerAbi } from '../../../abi/index.ts'
import { toCotrainError } from '../../../errors/toCotrainError.ts'
import type { ModelAddress } from '../../../kinds/modelId.ts'
import { trainerOf } from '../../../kinds/trainers.ts'
import { assertUnder } from '../../../kinds/under.ts'
import { daysOfMonth } from '../../../twin/types/PointsReputation.ts'
import { addressOf, type CotrainClient, senderOf } from '../../internal/client.ts'
import { countModels } from '../../internal/countModels.ts'
import { withTrainerErrors } from '../../internal/trainerErrors.ts'
import { type BadgeName, badgeNames, badges } from './badges.ts'

export type ListBadgesParameters = {
  /** Badges of this model only. @default all models under points */
  model?: ModelAddress<'points'> | undefined
  /** Badges of these models only. */
  models?: readonly ModelAddress<'points'>[] | undefined
  /** Whose badges. @default the client's account */
  account?: Account | Address | undefined
}

/** A badge, and how far an account is from it. */
export type BadgeProgress = {
  badge: BadgeName
  title: string
  description: string
  model: ModelAddress<'points'>
  /** Of `best-of-month`: the month, in months of 30 days since 1970. */
  month: bigint | undefined
  /** What the account has of what the badge asks for, and how much that must be. */
  has: number
  needed: number
  status: 'claimed' | 'claimable' | 'locked'
  /** The number that its token has or would have. */
  tokenId: bigint
  /** The drawing of a claimed badge. */
  svg: string | undefined
}
export type ListBadgesReturnType = BadgeProgress[]

/** Months that are looked at for the best of each; two years. */
const monthsBack = 24

/**
 * Lists the badges of an account: claimed ones with their drawing, those that it can claim, and how far it is from the
 * others. The best of a month is listed for months that the account leads or has led.
 *
 * @throws WrongMechanismError, AccountMissingError, NodeUnreachableError
 *
 * @example
 * const claimable = (await listBadges(client, { model })).filter(({ status }) => status === 'claimable')
 */
export async function listBadges(
  client: CotrainClient,
  { model, models = model && [model], account }: ListBadgesParameters = {},
): Promise<ListBadgesReturnType> {
  const owner = getAddress(addressOf(senderOf(client, { account })))
  const list: BadgeProgress[] = []
  const deployed = await withTrainerErrors(client, badgesAddress, () =>
    getCode(client, { address: badgesAddress }),
  )
  const trainers = deployed ? await readTrainers(client) : []
  for (const each of models ?? (await allModels(client))) {
    assertUnder(each, 'points')
    const number = trainers.findIndex(address => isAddressEqual(address, each.trainer))
    const rows = await progressOf(client, each, owner, Math.max(0, number))
    for (const row of rows) list.push(number < 0 ? row : await withClaim(client, row))
  }
  return list
}

async function allModels(client: CotrainClient): Promise<ModelAddress<'points'>[]> {
  const trainer = trainerOf('points')
  const count = Number(await countModels(client, trainer))
  return Array.from({ length: count }, (_, id) => ({ ...trainer, modelId: BigInt(id) }))
}

async function readTrainers(client: CotrainClient): Promise<readonly Address[]> {
  return readContract(client, { abi: badgesAbi, address: badgesAddress, functionName: 'trainers' })
}

/** All that the trainer knows about an account, in one call. */
async function progressOf(
  client: CotrainClient,
  model: ModelAddress<'points'>,
  account: Address,
  trainerNumber: number,
): Promise<BadgeProgress[]> {
  const { trainer, modelId } = model
  const { timestamp } = await getBlock(client, { includeTransactions: false })
  const present = Number(timestamp) / 86_400 / daysOfMonth
  const first = Math.max(0, Math.floor(present) - monthsBack)
  const months = Array.from({ length: Math.floor(present) - first + 1 }, (_, i) => BigInt(first + i))
  const calls = [
    encodeFunctionData({ abi: pointsAbi, functionName: 'reputation', args: [modelId, account] }),
    ...months.map(month =>
      encodeFunctionData({ abi: pointsAbi, functionName: 'bestOfMonth', args: [modelId, month] }),
    ),
  ]
  const [reputationData, ...bests] = await withTrainerErrors(client, trainer, async () => {
    const call = { abi: trainerAbi, address: trainer, functionName: 'multicall', args: [calls] } as const
    return (await simulateContract(client, call)).result
  })
  const reputation = decodeFunctionResult({
    abi: pointsAbi,
    functionName: 'reputation',
    data: reputationData!,
  })
  const rowOf = (badge: BadgeName, has: number, month?: bigint): BadgeProgress => {
    const { title, description, needed } = badges[badge]
    const isOver = month === undefined || Number(month) + 1 <= present
    const status = has >= needed && isOver ? 'claimable' : 'locked'
    const tokenId = tokenIdOf(trainerNumber, model, badge, month ?? 0n, account)
    return {
      badge,
      title,
      description,
      model,
      month,
      has: Math.min(has, needed),
      needed,
      status,
      tokenId,
      svg: undefined,
    }
  }
  const led = months.filter((_, i) => isBest(bests[i]!, account))
  return [
    ...badgeNames.filter(name => name !== 'best-of-month').map(name => rowOf(name, hasOf(name, reputation))),
    ...led.map(month => rowOf('best-of-month', 1, month)),
  ]
}

function isBest(data: Hex, account: Address): boolean {
  const [best, points] = decodeFunctionResult({ abi: pointsAbi, functionName: 'bestOfMonth', data })
  return points > 0n && isAddressEqual(best, account)
}

function hasOf(
  badge: BadgeName,
  r: { verified: number; longestStreak: number; rare: number; reports: number },
): number {
  switch (badge) {
    case 'week-streak':
    case 'month-streak':
      return r.longestStreak
    case 'rare-class':
      return r.rare
    case 'ten-reports':
      return r.reports
    default:
      return r.verified
  }
}

/** | trainer 8 | model 64 | badge 8 | month 16 | account 160 |, as the contract numbers its tokens. */
function tokenIdOf(
  trainerNumber: number,
  { modelId }: ModelAddress,
  badge: BadgeName,
  month: bigint,
  account: Address,
): bigint {
  const number = BigInt(badgeNames.indexOf(badge))
  return (
    (BigInt(trainerNumber) << 248n) | (modelId << 184n) | (number << 176n) | (month << 160n) | BigInt(account)
  )
}

/** A badge that could be claimed may have been. */
async function withClaim(client: CotrainClient, row: BadgeProgress): Promise<BadgeProgress> {
  if (row.status !== 'claimable') return row
  try {
    const args = [row.tokenId] as const
    const uri = await readContract(client, {
      abi: badgesAbi,
      address: badgesAddress,
      functionName: 'tokenURI',
      args,
    })
    return { ...row, status: 'claimed', svg: drawingIn(uri) }
  } catch (error) {
    const reverted = error instanceof BaseError && error.walk(e => e instanceof ContractFunctionRevertedError)
    const name = reverted instanceof ContractFunctionRevertedError ? reverted.data?.errorName : undefined
    if (name === 'TokenDoesNotExist') return row
    throw toCotrainError(error)
  }
}

/** The SVG in a token's data URI. */
function drawingIn(uri: string): string {
  const { image } = JSON.parse(decodeBase64(uri)) as { image: string }
  return decodeBase64(image)
}

function decodeBase64(uri: string): string {
  const binary = atob(uri.slice(uri.indexOf(',') + 1))
  return new TextDecoder().decode(Uint8Array.from(binary, character => character.charCodeAt(0)))
}
