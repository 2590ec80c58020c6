import { type Address, type Hex, keccak256 } from 'viem'
import { getCode } from 'viem/actions'
import { moduleCodeHashes, trainerCodeHashes } from '../abi/generated/codeHashes.ts'
import { toCotrainError } from '../errors/toCotrainError.ts'
import type { Kind } from '../kinds/abis.ts'
import { contractOf, moduleAddress, trainerOf } from '../kinds/trainers.ts'
import { assertChain, type CotrainClient } from './internal/client.ts'

/** How the code at an address compares with what this SDK was built with. */
export type CodeCheck = {
  address: Address
  /** `same`: to the byte. `missing`: there is no code at all. */
  verdict: 'same' | 'different' | 'missing'
}
export type CheckCodeParameters = { model: Kind }
export type CheckCodeReturnType = { trainer: CodeCheck; classifier: CodeCheck }

/**
 * Whether the code that a model runs on, its trainer and its classifier, is what this SDK was built with. The node is
 * believed: one that lies can say so of any code.
 *
 * @throws WrongChainError, NodeUnreachableError
 *
 * @example
 * const { trainer, classifier } = await checkCode(client, { model })
 */
export async function checkCode(
  client: CotrainClient,
  { model: { mechanism, classifier } }: CheckCodeParameters,
): Promise<CheckCodeReturnType> {
  try {
    const [, ofTrainer, ofClassifier] = await Promise.all([
      assertChain(client),
      compare(client, trainerOf(mechanism).trainer, trainerCodeHashes[mechanism]),
      compare(client, moduleAddress(classifier), moduleCodeHashes[contractOf(classifier)]),
    ])
    return { trainer: ofTrainer, classifier: ofClassifier }
  } catch (error) {
    throw toCotrainError(error)
  }
}

async function compare(client: CotrainClient, address: Address, hash: Hex): Promise<CodeCheck> {
  const code = await getCode(client, { address })
  if (code === undefined) return { address, verdict: 'missing' }
  return { address, verdict: keccak256(code) === hash ? 'same' : 'different' }
}
