import { encodeFunctionData, type Hash, parseEventLogs, type TransactionReceipt } from 'viem'
import { getCode, simulateContract } from 'viem/actions'
import { badgesAbi, badgesAddress } from '../../../abi/index.ts'
import { BadgesNotDeployedError } from '../../../errors/badges.ts'
import { TransactionRevertedError } from '../../../errors/network.ts'
import { toCotrainError } from '../../../errors/toCotrainError.ts'
import type { ModelAddress } from '../../../kinds/modelId.ts'
import { assertUnder } from '../../../kinds/under.ts'
import {
  assertChain,
  type CotrainClient,
  senderOf,
  type WriteParameters,
  writing,
} from '../../internal/client.ts'
import { sendNoticed } from '../../internal/sendNoticed.ts'
import { waitForReceipt } from '../../internal/waitForReceipt.ts'
import { type BadgeName, badgeNames } from './badges.ts'

export type ClaimBadgeParameters = WriteParameters & {
  model: ModelAddress<'points'>
  badge: BadgeName
  /** Of `best-of-month`: the month, in months of 30 days since 1970. */
  month?: bigint | undefined
}
/** The transaction's hash. */
export type ClaimBadgeReturnType = Hash
export type ClaimBadgeSyncReturnType = {
  /** The number of the token, which says all about the badge. */
  tokenId: bigint
  receipt: TransactionReceipt
}

/**
 * Claims a badge that the account has earned with a model: a token that stays with the account.
 *
 * @throws WrongMechanismError, BadgesNotDeployedError, NotEarnedError, MonthNotOverError, AlreadyClaimedError,
 * UnknownTrainerError
 *
 * @example
 * const { tokenId } = await claimBadgeSync(client, { model, badge: 'first-verified' })
 */
export async function claimBadge(
  client: CotrainClient,
  parameters: ClaimBadgeParameters,
): Promise<ClaimBadgeReturnType> {
  const { model, badge, month = 0n } = parameters
  assertUnder(model, 'points')
  const account = senderOf(client, parameters)
  try {
    await assertChain(client)
    if (!(await getCode(client, { address: badgesAddress }))) throw new BadgesNotDeployedError()
    const call = {
      abi: badgesAbi,
      address: badgesAddress,
      functionName: 'claim',
      args: [model.trainer, model.modelId, badgeNames.indexOf(badge), month],
      account,
    } as const
    await simulateContract(client, call)
    const data = encodeFunctionData(call)
    return await sendNoticed(client, { ...parameters, account }, { to: badgesAddress, data })
  } catch (error) {
    throw toCotrainError(error)
  }
}

/** As {@link claimBadge}, but waits until it is mined. */
export async function claimBadgeSync(
  client: CotrainClient,
  parameters: ClaimBadgeParameters,
): Promise<ClaimBadgeSyncReturnType> {
  const hash = await claimBadge(client, parameters)
  const receipt = await waitForReceipt(client, { ...writing(parameters), hash })
  if (receipt.status === 'reverted')
    throw new TransactionRevertedError({ transactionHash: hash, cause: undefined })
  const [claimed] = parseEventLogs({ abi: badgesAbi, eventName: 'BadgeClaimed', logs: receipt.logs })
  return { tokenId: claimed!.args.tokenId, receipt }
}
