import { type Address, concat, type Hash, type Hex, zeroHash } from 'viem'
import { getChainId, getCode } from 'viem/actions'
import { ChainTooOldError } from '../errors/network.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import type { MechanismName } from '../kinds/abis.ts'
import { classifierNames } from '../kinds/classifiers.ts'
import { deployerProxy, moduleAddress, trainerOf } from '../kinds/trainers.ts'
import { bringProxy } from './internal/bringProxy.ts'
import { assertChain, type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { sendNoticed } from './internal/sendNoticed.ts'
import { hasInstruction } from './internal/transactionLimit.ts'
import { waitForSuccess } from './internal/waitForEvents.ts'

export type DeployTrainerParameters = WriteParameters & { mechanism: MechanismName }
export type DeployTrainerReturnType = {
  address: Address
  /** Whether the trainer stood there before, so that nothing was sent. */
  alreadyDeployed: boolean
  /** The transactions that deployed it now: what the proxy took, the code of classifiers that was missing, the trainer's. */
  hashes: Hash[]
}

/**
 * Makes sure that the trainer of a mechanism stands on the client's chain: deploys it, and the code of its classifiers,
 * through the deterministic deployment proxy as far as they are missing, and waits until that is mined. Their addresses
 * are the same on every chain. Anyone can deploy them. Where the proxy itself is missing, it is brought along: that takes
 * 0.01 ETH, and a chain and a node that take transactions from before EIP-155.
 *
 * @throws ChainTooOldError, DeployerProxyRefusedError, WrongChainError, InsufficientFundsError
 *
 * @example
 * const { address, alreadyDeployed } = await deployTrainer(client, { mechanism: 'deposits' })
 */
export async function deployTrainer(
  client: CotrainClient,
  parameters: DeployTrainerParameters,
): Promise<DeployTrainerReturnType> {
  const { mechanism } = parameters
  const { trainer: address } = trainerOf(mechanism)
  try {
    await assertChain(client)
    if (await getCode(client, { address })) return { address, alreadyDeployed: true, hashes: [] }
    await assertModern(client)
    const hashes = await bringProxy(client, parameters)
    for (const creation of await missingCode(client, mechanism)) {
      const sending = writing(parameters, hashes.length)
      const hash = await sendNoticed(client, sending, creation)
      // one after the other: a trainer is not built before the code of its classifiers stands
      await waitForSuccess(client, { ...sending, model: { mechanism }, hash })
      hashes.push(hash)
    }
    return { address, alreadyDeployed: false, hashes }
  } catch (error) {
    throw toCotrainError(error)
  }
}

/** @throws ChainTooOldError where trainers would stand and fail */
export async function assertModern(client: CotrainClient): Promise<void> {
  if (await hasInstruction(client, 'mcopy')) return
  throw new ChainTooOldError({ chainId: await getChainId(client) })
}

/** A call of the deployment proxy. */
export type Creation = { to: Address; data: Hex }

/** The calls of the deployment proxy that are still needed for the trainer of a mechanism, in their order. */
export async function missingCode(client: CotrainClient, mechanism: MechanismName): Promise<Creation[]> {
  const { moduleBytecode, trainerBytecode } = await import('../kinds/bytecodes.ts')
  const wanted = [
    ...classifierNames.map(name => ({ address: moduleAddress(name), bytecode: moduleBytecode(name) })),
    { address: trainerOf(mechanism).trainer, bytecode: trainerBytecode(mechanism) },
  ]
  const codes = await Promise.all(wanted.map(({ address }) => getCode(client, { address })))
  const missing = wanted.filter((_, i) => codes[i] === undefined)
  return missing.map(({ bytecode }) => ({ to: deployerProxy, data: concat([zeroHash, bytecode]) }))
}
