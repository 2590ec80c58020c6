import { type Address, BaseError, ContractFunctionZeroDataError } from 'viem'
import { getChainId } from 'viem/actions'
import type { CotrainError } from '../../errors/base.ts'
import { TrainerNotDeployedError } from '../../errors/network.ts'
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

async function explain(client: CotrainClient, address: Address, error: unknown): Promise<CotrainError> {
  const noCode = error instanceof BaseError && error.walk(e => e instanceof ContractFunctionZeroDataError)
  if (!noCode) return toCotrainError(error)
  const chainId = await getChainId(client).catch(() => undefined)
  return new TrainerNotDeployedError({ address, chainId, cause: error })
}
