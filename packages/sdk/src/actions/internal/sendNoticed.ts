import { type Account, type Address, type Hash, keccak256, type LocalAccount } from 'viem'
import { NodeUnreachableError } from '../../errors/network.ts'
import { toCotrainError } from '../../errors/toCotrainError.ts'
import { addressOf, type WriteParameters } from './client.ts'
import { rememberSigned } from './signedLately.ts'

type Sending = Pick<WriteParameters, 'onHash'> & {
  account: Account | Address
  /** Wei. */
  value?: bigint
}

/**
 * Sends a transaction by `send`, and tells `onHash` of it: between signing and broadcasting where the account signs here.
 * The account that `send` gets signs as the given one does.
 *
 * @throws What `onHash` throws; NodeUnreachableError with the hash, when the answer to a broadcast is lost
 */
export async function sendNoticed(
  { account, value = 0n, onHash }: Sending,
  send: (account: Account | Address) => Promise<Hash>,
): Promise<Hash> {
  if (typeof account === 'string' || account.type !== 'local') {
    const hash = await send(account)
    await onHash?.({ hash, account: addressOf(account), nonce: undefined, value })
    return hash
  }
  const noticed: { hash?: Hash; refusal?: { error: unknown } } = {}
  const signTransaction: LocalAccount['signTransaction'] = async (transaction, options) => {
    const signed = await account.signTransaction(transaction, options)
    const hash = keccak256(signed)
    const { nonce, to = null, data: input = '0x' } = transaction
    if (nonce !== undefined) rememberSigned(hash, { from: account.address, nonce, to, input, value })
    try {
      await onHash?.({ hash, account: account.address, nonce, value })
    } catch (error) {
      noticed.refusal = { error }
      throw error
    }
    noticed.hash = hash
    return signed
  }
  try {
    return await send({ ...account, signTransaction })
  } catch (error) {
    if (noticed.refusal) throw noticed.refusal.error
    throw noticed.hash ? withHash(error, noticed.hash) : error
  }
}

/** A transaction that was broadcast may be mined, though nobody has answered. */
function withHash(error: unknown, transactionHash: Hash): unknown {
  const failure = toCotrainError(error)
  if (!(failure instanceof NodeUnreachableError)) return error
  return new NodeUnreachableError({ url: failure.url, transactionHash, cause: error })
}
