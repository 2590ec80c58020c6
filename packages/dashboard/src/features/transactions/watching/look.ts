import { getTransactionStatus } from '@cotrain/sdk'
import {
  type Address,
  type Client,
  type Hash,
  isAddressEqual,
  keccak256,
  type Transaction,
  zeroHash,
} from 'viem'
import { getBlock, getCallsStatus, getTransactionCount } from 'viem/actions'
import type { Seen } from '../journal/step.ts'
import type { Asked, JournalTransaction } from '../journal/transaction.ts'

/** Blocks above one that cannot be undone any more, on chains whose nodes do not tell which are final. */
const confirmations = 64n

/** What all looks of one round share, so that no row asks for it again. */
export interface Round {
  /** The newest block that cannot be undone. */
  finalBlock: bigint
  /** How many transactions of an account there are, with those that wait one after the other. */
  pendingCount: (account: Address) => Promise<number>
}

/** @param local - Whether the chain is one of this machine, whose blocks nothing undoes by itself */
export async function startRound(client: Client, local: boolean): Promise<Round> {
  const counts = new Map<Address, Promise<number>>()
  return {
    finalBlock: await finalBlockOf(client, local),
    pendingCount(account) {
      const known = counts.get(account)
      if (known) return known
      const count = getTransactionCount(client, { address: account, blockTag: 'pending' })
      counts.set(account, count)
      return count
    },
  }
}

async function finalBlockOf(client: Client, local: boolean): Promise<bigint> {
  const { number: newest } = await getBlock(client)
  if (local) return newest!
  const finalized = await getBlock(client, { blockTag: 'finalized' }).catch(() => undefined)
  return finalized?.number ?? newest! - confirmations
}

/** Looks what has become of a transaction that was sent. @throws NodeUnreachableError and others of the SDK */
export async function lookAt(
  client: Client,
  transaction: JournalTransaction & { hash: Hash },
  round: Round,
): Promise<Seen> {
  const { hash, account, nonce, asked, other } = transaction
  const place = nonce === undefined ? undefined : { account, nonce }
  const found = await getTransactionStatus(client as never, { hash, place })
  switch (found.status) {
    case 'mined':
      return minedAs(found.receipt, round)
    case 'replaced': {
      const { replacement } = found
      if (asked ? isSame(asked, replacement) : replacement.hash === other)
        return lookAt(client, { ...transaction, hash: replacement.hash, asked: undefined }, round)
      const final = replacement.blockNumber !== null && replacement.blockNumber <= round.finalBlock
      return { status: 'replaced', other: replacement.hash, cancels: doesNothing(replacement), final }
    }
    case 'pending': {
      const known = found.transaction?.nonce ?? nonce
      const next = await round.pendingCount(account)
      return { status: 'pending', nonce: known, gap: known !== undefined && next < known ? next : undefined }
    }
    case 'unknown': {
      if (nonce === undefined) return lookByGuess(client, transaction, round)
      const isTaken = (await round.pendingCount(account)) > nonce
      return isTaken ? { status: 'pending', nonce, rival: true } : { status: 'unknown' }
    }
  }
}

/**
 * Of one that was replaced before anybody saw its number: what was mined with the number that it should have had counts if
 * it does the same, or nothing.
 */
async function lookByGuess(client: Client, transaction: JournalTransaction, round: Round): Promise<Seen> {
  const { account, asked, nextNonce: nonce } = transaction
  if (nonce === undefined || !asked) return { status: 'unknown' }
  const found = await getTransactionStatus(client as never, { hash: zeroHash, place: { account, nonce } })
  if (found.status !== 'replaced') return { status: 'unknown' }
  const { hash } = found.replacement
  if (!isSame(asked, found.replacement) && !doesNothing(found.replacement)) return { status: 'unknown' }
  return lookAt(client, { ...transaction, hash: transaction.hash ?? hash, nonce }, round)
}

interface Receipt {
  transactionHash: Hash
  status: 'success' | 'reverted'
  blockNumber: bigint
  blockHash: Hash
}

const minedAs = ({ transactionHash, status, blockNumber, blockHash }: Receipt, round: Round): Seen => ({
  status: 'mined',
  hash: transactionHash,
  block: { number: blockNumber.toString(), hash: blockHash },
  success: status === 'success',
  final: blockNumber <= round.finalBlock,
})

const isSame = ({ to, value, dataHash }: Asked, transaction: Transaction) =>
  (to && transaction.to ? isAddressEqual(to, transaction.to) : to === (transaction.to ?? undefined)) &&
  BigInt(value) === transaction.value &&
  dataHash === keccak256(transaction.input)

/** Wallets cancel by sending nothing to oneself. */
const doesNothing = ({ to, from, value, input }: Transaction) =>
  to !== null && isAddressEqual(to, from) && value === 0n && input === '0x'

/**
 * The hash of a transaction for which a wallet was asked, where nobody has heard the answer: found in a block by the number
 * that it should have. Undefined while there is none, or when another one has that number.
 */
export async function findAsked(
  client: Client,
  { account, asked, nextNonce: nonce }: JournalTransaction,
): Promise<Hash | undefined> {
  if (!asked || nonce === undefined) return undefined
  const found = await getTransactionStatus(client as never, { hash: zeroHash, place: { account, nonce } })
  if (found.status !== 'replaced' || !isSame(asked, found.replacement)) return undefined
  return found.replacement.hash
}

/**
 * The hash of calls that a wallet sends together, from the wallet.
 *
 * @returns Undefined while it is not known; `failed` when the wallet has given the calls up
 */
export async function findCalls(wallet: Client, callsId: string): Promise<Hash | 'failed' | undefined> {
  const { receipts = [], statusCode } = await getCallsStatus(wallet, { id: callsId })
  const last = receipts.at(-1)
  if (last) return last.transactionHash
  return statusCode >= 400 && statusCode < 600 ? 'failed' : undefined
}
