import { SendingRefusedError, TransactionReplacedError, TransactionRevertedError } from '@cotrain/sdk'
import { formatGwei, type Hash } from 'viem'
import { connectWithAccount } from '../context.ts'
import { CliError } from '../errors.ts'
import type { OptionsOf } from '../program/given.ts'
import type { replaceOptions } from '../program/transactions.ts'
import type { Invocation } from '../run.ts'
import { find, forget, forgetPlace, type InFlight, waitingOf } from './inFlight.ts'

export type ReplaceInvocation = Invocation<OptionsOf<typeof replaceOptions>, [Hash]>

/** What `tx speed-up` and `tx cancel` share: another transaction with the same nonce, and waiting for one of the two. */
export async function replaceCommand(
  wanted: 'speedUp' | 'cancel',
  { out, options, args: [given] }: ReplaceInvocation,
): Promise<void> {
  const { client, sender } = await connectWithAccount(options)
  const known = ofChain(find(given, out.log), client.chain.id)
  const hash = known?.hash ?? given
  if (hash !== given) out.log(`${given} was replaced by ${hash}, which waits in its place.`)
  // a cancellation that is sped up does nothing, too
  const action = known?.cancels ? 'cancel' : wanted
  const { pastOf, about } = describe(known, hash, action)
  const faster = await client.replaceTransaction({
    ...{ hash, action, transaction: known && waitingOf(known) },
    async onHash(sent) {
      await sender.noted(sent, about)
      const { maxFeePerGas, gasPrice } = sent.request
      out.log(`It offers ${formatGwei(maxFeePerGas ?? gasPrice ?? 0n)} gwei for each gas at most.`)
    },
  })
  if (known && known.hash !== faster) forget(known.hash)
  const mined = await waitForEither(client, faster, { action, hash, past: pastOf })
  out.result({ replaced: given, transaction: faster, mined: mined.hash, block: mined.block, action }, () =>
    action === 'cancel'
      ? `Given up: ${given} will never be mined; ${faster}, which does nothing, is, in block ${mined.block}.`
      : `${mined.hash} is mined, in block ${mined.block}.`,
  )
}

/** Nonces of one account on two chains have nothing to do with each other. @throws CliError */
function ofChain(known: InFlight | undefined, chainId: number): InFlight | undefined {
  if (known === undefined || known.chainId === chainId) return known
  throw new CliError(
    `${known.hash} was sent on chain ${known.chainId}, and this node is on chain ${chainId}.`,
    ['Nothing was sent. Name a node of that chain with --rpc URL.'],
  )
}

/** What is kept of the new transaction beside itself: all that the guard knows of the old one stays true. */
function describe(known: InFlight | undefined, hash: Hash, action: 'speedUp' | 'cancel') {
  const { trainer, modelId, contents, replaces = [], request } = known ?? {}
  const contributed = { trainer, modelId, contents }
  const pastOf = [...replaces, hash]
  const kept = Object.fromEntries(Object.entries(contributed).filter(([, value]) => value !== undefined))
  const cancelled = action === 'cancel' && request ? { cancels: true, request } : {}
  const cancels = action === 'cancel' ? { cancels: true } : {}
  return { pastOf, about: { ...kept, ...cancels, ...cancelled, replaces: pastOf } as Partial<InFlight> }
}

type Client = Awaited<ReturnType<typeof connectWithAccount>>['client']

/** @throws CliError when what was to be cancelled is mined; TransactionRevertedError, and as `waitForReceipt` */
async function waitForEither(
  client: Client,
  faster: Hash,
  { action, hash, past }: { action: 'speedUp' | 'cancel'; hash: Hash; past: readonly Hash[] },
): Promise<{ hash: Hash; block: bigint }> {
  try {
    const receipt = await client.waitForReceipt({ hash: faster })
    const { transactionHash, blockNumber: block, status } = receipt
    if (status === 'reverted') throw new TransactionRevertedError({ transactionHash })
    return { hash: transactionHash, block }
  } catch (error) {
    if (error instanceof TransactionReplacedError) forgetPlace(faster)
    const isLate = error instanceof TransactionReplacedError && past.includes(error.replacement)
    if (!isLate || error instanceof SendingRefusedError) throw error
    if (action === 'cancel') {
      throw new CliError(`Too late: ${error.replacement} was mined before it could be given up.`, [
        `What it did stands. See the block: cotrain wait ${hash}`,
      ])
    }
    const { blockNumber: block } = await client.waitForReceipt({ hash: error.replacement })
    return { hash: error.replacement, block }
  }
}
