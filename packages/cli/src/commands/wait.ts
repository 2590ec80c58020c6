import { TransactionReplacedError, TransactionRevertedError } from '@cotrain/sdk'
import type { Hash } from 'viem'
import { type Connection, connect } from '../context.ts'
import type { OptionsOf } from '../program/given.ts'
import type { waitOptions } from '../program/transactions.ts'
import type { Invocation } from '../run.ts'
import { forget, type InFlight, recall } from '../sending/inFlight.ts'

type Options = OptionsOf<typeof waitOptions>

/** `cotrain wait`: waits for a transaction, or for all that were sent from here and of which nothing is known yet. */
export default async function waitCommand({
  out,
  options,
  args,
}: Invocation<Options, [Hash | undefined]>): Promise<void> {
  const client = await connect(options)
  const known = recall({ chainId: client.chain.id }, out.log)
  const [hash] = args
  const wanted = hash === undefined ? known : [known.find(each => each.hash === hash) ?? { hash }]
  const mined: { transaction: Hash; block: bigint }[] = []
  for (const each of wanted) {
    const block = await waitFor(client, each, options.timeout)
    mined.push({ transaction: each.hash, block })
    out.log(`${each.hash} is mined, in block ${block}.`)
  }
  out.result(mined, () =>
    mined.length === 0 ? 'Nothing that was sent from here is under way.' : 'All is mined.',
  )
}

/** The block of a transaction. @throws TransactionRevertedError, TransactionReplacedError, and as `waitForReceipt` */
async function waitFor(
  client: Connection,
  { hash, account, nonce }: Pick<InFlight, 'hash'> & Partial<InFlight>,
  timeout: number | undefined,
): Promise<bigint> {
  const place = account !== undefined && nonce !== undefined ? { account, nonce } : undefined
  const seen = await client.getTransactionStatus({ hash, place })
  if (seen.status === 'replaced') {
    forget(hash)
    throw new TransactionReplacedError({ transactionHash: hash, replacement: seen.replacement.hash })
  }
  const { blockNumber, status } = await client.waitForReceipt({
    hash,
    ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
  })
  forget(hash)
  if (status === 'reverted') throw new TransactionRevertedError({ transactionHash: hash })
  return blockNumber
}
