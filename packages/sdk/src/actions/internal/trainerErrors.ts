import { type Address, BaseError, ContractFunctionZeroDataError } from 'viem'
import { getChainId } from 'viem/actions'
import type { CotrainError } from '../../errors/base.ts'
import { TrainerNotDeployedError, WrongChainError } from '../../errors/network.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import { assertChain, type CotrainClient } from './client.ts'

/** Runs `action` on the right chain; whatever it throws becomes an error of this SDK. */
export async function withTrainerErrors<result>(
  client: CotrainClient,
  trainer: Address,
  action: () => Promise<result>,
): Promise<result> {
  try {
    await assertChain(client)
    return await action()
  } catch (error) {
    throw await explain(client, trainer, error)
  }
}

/** What the trainer answers, or `none` where it is not deployed. */
export async function ifDeployed<result, none>(ask: Promise<result>, none: none): Promise<result | none> {
  return ask.catch((error: unknown) => {
    if (error instanceof TrainerNotDeployedError) return none
    throw error
  })
}

async function explain(client: CotrainClient, address: Address, error: unknown): Promise<CotrainError> {
  const noCode = error instanceof BaseError && error.walk(e => e instanceof ContractFunctionZeroDataError)
  if (!noCode) return toCotrainError(error)
  const chainId = await getChainId(client).catch(() => undefined)
  const expected = client.chain?.id
  // a node may be moved to another chain while it is used
  if (chainId !== undefined && expected !== undefined && chainId !== expected) {
    return new WrongChainError({ current: chainId, expected, cause: error })
  }
  return new TrainerNotDeployedError({ address, chainId, cause: error })
}
