import { type Address, type Hex, isAddressEqual, recoverTypedDataAddress } from 'viem'
import { getCode, verifyTypedData } from 'viem/actions'
import type { CotrainClient } from '../actions/internal/client.ts'
import type { SignedOriginal, SignedWithdrawal } from './Original.ts'
import { originalTypedData, withdrawalTypedData } from './typedData.ts'

/**
 * Whether an account has signed an original: by its key, which is found out without asking anybody, or, where the account
 * is a contract on the client's chain, as the contract says (ERC-1271).
 *
 * @throws what the client throws, where a contract has to be asked.
 */
export function isOriginalSignedBy(
  client: CotrainClient,
  original: SignedOriginal,
  account: Address,
): Promise<boolean> {
  return isSignedBy(client, originalTypedData(original), original.signature, account)
}

/** Whether an account has signed a withdrawal; as {@link isOriginalSignedBy}. */
export function isWithdrawalSignedBy(
  client: CotrainClient,
  withdrawal: SignedWithdrawal,
  account: Address,
): Promise<boolean> {
  return isSignedBy(client, withdrawalTypedData(withdrawal), withdrawal.signature, account)
}

type TypedData = ReturnType<typeof originalTypedData> | ReturnType<typeof withdrawalTypedData>

async function isSignedBy(client: CotrainClient, data: TypedData, signature: Hex, account: Address) {
  if (await isByKey(data, signature, account)) return true
  const code = await getCode(client, { address: account })
  if (code === undefined || code === '0x') return false
  return verifyTypedData(client, {
    ...(data as ReturnType<typeof originalTypedData>),
    signature,
    address: account,
  })
}

async function isByKey(data: TypedData, signature: Hex, account: Address): Promise<boolean> {
  try {
    const signer = await recoverTypedDataAddress({
      ...(data as ReturnType<typeof originalTypedData>),
      signature,
    })
    return isAddressEqual(signer, account)
  } catch {
    // no signature of a key at all
    return false
  }
}
