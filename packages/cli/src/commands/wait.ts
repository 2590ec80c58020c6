import { TransactionReplacedError, TransactionRevertedError } from '@cotrain/sdk'
import type { Hash } from 'viem'
import { type Connection, connect } from '../context.ts'
import type { OptionsOf } from '../program/given.ts'
import type { waitOptions } from '../program/transactions.ts'
import type { Invocation } from '../run.ts'
import { find, forgetPlace, type InFlight, recall } from '../sending/inFlight.ts'

type Options = OptionsOf<typeof waitOptions>

/** `cotrain wait`: waits for a transaction, or for all that were sent from here and of which nothing is known yet. */
export default async function waitCommand({
  out,
  options,
  args,
}: Invocation<Options, [Hash | undefined]>): Promise<void> {
  const client = await connect(options)
  const [hash] = args
  const wanted = hash === undefined ? recall({ chainId: client.chain.id }, out.log) : [known(hash, out.log)]
  const mined: { transaction: Hash; block: bigint }[] = []
  for (const each of wanted) {
    const { transaction, block } = await waitFor(client, each, options)
    mined.push({ transaction, block })
    out.log(`${transaction} is mined, in block ${block}.`)
  }
  out.result(mined, () =>
    mined.length === 0 ? 'Nothing that was sent from here is under way.' : 'All is mined.',
  )
}

/** What is kept of a transaction, or of the one that was sent in its place; else its hash alone. */
const known = (hash: Hash, log: (text: string) => void) => find(hash, log) ?? { hash }

/** What is mined, and where. @throws TransactionRevertedError, TransactionReplacedError, and as `waitForReceipt` */
async function waitFor(
  client: Connection,
  { hash, account, nonce, replaces = [] }: Pick<InFlight, 'hash'> & Partial<InFlight>,
  { timeout, confirmations }: Options,
): Promise<{ transaction: Hash; block: bigint }> {
  const place = account !== undefined && nonce !== undefined ? { account, nonce } : undefined
  const seen = await client.getTransactionStatus({ hash, place })
  const isReplaced = seen.status === 'replaced'
  if (isReplaced && !replaces.includes(seen.replacement.hash)) {
    forgetPlace(hash)
    throw new TransactionReplacedError({ transactionHash: hash, replacement: seen.replacement.hash })
  }
  const { blockNumber, status, transactionHash } = await client.waitForReceipt({
    hash: isReplaced ? seen.replacement.hash : hash,
    ...{ confirmations, ...(timeout === undefined ? {} : { timeout: timeout * 1000 }) },
  })
  forgetPlace(hash)
  if (status === 'reverted') throw new TransactionRevertedError({ transactionHash })
  return { transaction: transactionHash, block: blockNumber }
}
