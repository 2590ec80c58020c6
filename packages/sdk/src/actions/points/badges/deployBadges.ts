import { type Address, concat, type Hash, zeroHash } from 'viem'
import { getCode } from 'viem/actions'
import { badgesAddress } from '../../../abi/index.ts'
import { TransactionRevertedError } from '../../../errors/network.ts'
import { toCotrainError } from '../../../errors/toCotrainError.ts'
import { deployerProxy } from '../../../kinds/trainers.ts'
import { bringProxy } from '../../internal/bringProxy.ts'
import { assertChain, type CotrainClient, type WriteParameters, writing } from '../../internal/client.ts'
import { sendNoticed } from '../../internal/sendNoticed.ts'
import { waitForReceipt } from '../../internal/waitForReceipt.ts'

export type DeployBadgesParameters = WriteParameters
export type DeployBadgesReturnType = {
  address: Address
  /** Whether the badges stood there before, so that nothing was sent. */
  alreadyDeployed: boolean
  /** The transaction that deployed them now. */
  hash: Hash | undefined
}

/**
 * Makes sure that the badges for the models under points stand on the client's chain, at the address that they have on
 * every chain, and waits until that is mined. Anyone can deploy them.
 *
 * @throws DeployerProxyRefusedError, WrongChainError, InsufficientFundsError
 *
 * @example
 * const { address } = await deployBadges(client)
 */
export async function deployBadges(
  client: CotrainClient,
  parameters: DeployBadgesParameters = {},
): Promise<DeployBadgesReturnType> {
  const address = badgesAddress
  try {
    await assertChain(client)
    if (await getCode(client, { address })) return { address, alreadyDeployed: true, hash: undefined }
    const { badgesBytecode } = await import('../../../abi/generated/badgesBytecode.ts')
    const before = await bringProxy(client, parameters)
    const creation = { to: deployerProxy, data: concat([zeroHash, badgesBytecode]) }
    const sending = writing(parameters, before.length)
    const hash = await sendNoticed(client, sending, creation)
    const { status } = await waitForReceipt(client, { ...sending, hash })
    if (status === 'reverted') throw new TransactionRevertedError({ transactionHash: hash, cause: undefined })
    return { address, alreadyDeployed: false, hash }
  } catch (error) {
    throw toCotrainError(error)
  }
}
