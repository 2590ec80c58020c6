import { type Address, concat, type Hash, type Hex, zeroHash } from 'viem'
import { getChainId, getCode, sendTransaction } from 'viem/actions'
import { ChainTooOldError, DeployerProxyMissingError } from '../errors/network.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import type { Kind } from '../kinds/abis.ts'
import { deployerProxy, trainerAddress } from '../kinds/trainers.ts'
import {
  assertChain,
  type CotrainClient,
  senderOf,
  type WriteParameters,
  writing,
} from './internal/client.ts'
import { sendNoticed } from './internal/sendNoticed.ts'
import { hasInstruction } from './internal/transactionLimit.ts'
import { waitForSuccess } from './internal/waitForEvents.ts'

export type DeployTrainerParameters = WriteParameters & Kind
export type DeployTrainerReturnType = {
  address: Address
  /** Whether the trainer stood there before, so that nothing was sent. */
  alreadyDeployed: boolean
  /** The transaction that deployed it now. */
  hash: Hash | undefined
}

/**
 * Makes sure that the trainer of a kind stands on the client's chain: deploys it through the deterministic deployment
 * proxy if it does not, and waits until that is mined. Its address is the same on every chain. Anyone can deploy it.
 *
 * @throws ChainTooOldError, DeployerProxyMissingError, WrongChainError, InsufficientFundsError
 *
 * @example
 * const { address, alreadyDeployed } = await deployTrainer(client, {
 *   mechanism: 'deposits',
 *   classifier: 'sparse-perceptron',
 * })
 */
export async function deployTrainer(
  client: CotrainClient,
  parameters: DeployTrainerParameters,
): Promise<DeployTrainerReturnType> {
  const { mechanism, classifier } = parameters
  const kind = { mechanism, classifier }
  const address = trainerAddress(kind)
  try {
    await assertChain(client)
    if (await getCode(client, { address })) return { address, alreadyDeployed: true, hash: undefined }
    if (!(await getCode(client, { address: deployerProxy }))) {
      throw new DeployerProxyMissingError({ address: deployerProxy, chainId: await getChainId(client) })
    }
    if (!(await hasInstruction(client, 'clz'))) {
      throw new ChainTooOldError({ chainId: await getChainId(client) })
    }
    const creation = await trainerCreation(kind)
    const sending = { ...parameters, account: senderOf(client, parameters) }
    const hash = await sendNoticed(sending, account =>
      sendTransaction(client, { account, chain: client.chain ?? null, ...creation }),
    )
    await waitForSuccess(client, { ...writing(parameters), model: kind, hash })
    return { address, alreadyDeployed: false, hash }
  } catch (error) {
    throw toCotrainError(error)
  }
}

/** The call of the deployment proxy that makes the trainer of a kind. */
export async function trainerCreation(kind: Kind): Promise<{ to: Address; data: Hex }> {
  const { bytecodeOf } = await import('../kinds/bytecodes.ts')
  return { to: deployerProxy, data: concat([zeroHash, bytecodeOf(kind)]) }
}
