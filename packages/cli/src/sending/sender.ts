import { setTimeout as sleep } from 'node:timers/promises'
import {
  InsufficientFundsError,
  NonceGapError,
  NonceTakenError,
  NonceTooLowError,
  type SentTransaction,
  type WriteParameters,
} from '@cotrain/sdk'
import type { Address, Client, Hash } from 'viem'
import { getBalance, getTransaction, getTransactionCount } from 'viem/actions'
import type { OptionsOf } from '../program/given.ts'
import type { spending } from '../program/options.ts'
import { type Approval, createApproval } from './approval.ts'
import { costAtMost, whatItDoes } from './describe.ts'
import { endWith } from './dryRun.ts'
import { forget, forgetPlace, type InFlight, recall, recordOf, remember } from './inFlight.ts'
import { underWay } from './interruption.ts'
import { noticeMined, noticeSent } from './notices.ts'

/** Who is about to send, and how many wei it takes. */
type Start = { account: Address; nonce: number | undefined; needed: bigint }

type Log = (text: string) => void

/** How the commands send: who is asked, what is kept, what is said. */
export type Sender = Approval & {
  isDryRun: boolean
  /** Of an account that is about to pay so many wei. @throws NonceTooLowError, NonceGapError, InsufficientFundsError */
  checkStart(account: Address, needed: bigint): Promise<void>
  /** For `cotrainActions`: what all actions take. */
  parameters: WriteParameters
  /**
   * Keeps and says what is about to be broadcast, with what it contributes or replaces. If `check`, which comes between
   * the two, throws, it is not kept.
   */
  noted(sent: SentTransaction, about?: Partial<InFlight>, check?: () => void): Promise<void>
}

/** What is signed in another process, and is not with the node yet, is there after so many milliseconds, or never. */
const broadcastTime = 15_000

/** @param client - A client of the chain; who signs is in what is sent */
export function createSender(
  client: Client,
  options: Partial<OptionsOf<typeof spending>>,
  chainId: number,
  log: Log,
): Sender {
  const { timeout, confirmations, maxFee, priorityFee, nonce: first, dryRun = false, yes = false } = options
  const approval = createApproval({ chainId, yes })
  let count = 0
  const noted: Sender['noted'] = async (sent, about = {}, check) => {
    const { hash, insteadOf } = sent
    if (insteadOf) forget(insteadOf)
    if (insteadOf) underWay.delete(insteadOf)
    const record = { ...recordOf(sent, whatItDoes(sent.request)), ...about }
    remember(record, log)
    try {
      check?.()
      if (first === undefined && record.replaces === undefined) await giveWay(client, record, log)
    } catch (error) {
      forget(hash)
      throw error
    }
    count++
    noticeSent(sent)
  }
  return {
    ...approval,
    isDryRun: dryRun,
    noted,
    checkStart: (account, needed) => checkStart(client, { account, nonce: first, needed }),
    parameters: {
      ...{ maxFeePerGas: maxFee, maxPriorityFeePerGas: priorityFee, confirmations },
      timeout: timeout === undefined ? undefined : timeout * 1000,
      /** Each action counts from the nonce that is free when it begins. */
      get nonce() {
        return first === undefined ? undefined : first + count
      },
      async onRequest(plan) {
        await checkStart(client, { ...plan, needed: costAtMost(plan) })
        if (dryRun) endWith(plan)
        await approval.check(plan)
      },
      onHash: sent => noted(sent),
      onRefused(hash) {
        forget(hash)
        underWay.delete(hash)
      },
      onReceipt(receipt) {
        noticeMined(receipt)
        forgetPlace(receipt.transactionHash)
      },
    },
  }
}

/** What can be known before anybody is asked. @throws NonceTooLowError, NonceGapError, InsufficientFundsError */
async function checkStart(client: Client, { account: address, nonce, needed }: Start): Promise<void> {
  const [balance, mined, next] = await Promise.all([
    getBalance(client, { address }),
    getTransactionCount(client, { address }),
    getTransactionCount(client, { address, blockTag: 'pending' }),
  ])
  if (nonce !== undefined && nonce < mined) throw new NonceTooLowError({ nonce, next })
  if (nonce !== undefined && nonce > next) throw new NonceGapError({ nonce, next })
  if (balance < needed) throw new InsufficientFundsError({ needed, balance })
}

/**
 * Another process may have signed with the same nonce at the same time: a node would take the dearer one in place of the
 * other. Who sees the other's note gives way.
 *
 * @throws NonceTakenError, after which the next nonce is tried
 */
async function giveWay(client: Client, own: InFlight, log: Log): Promise<void> {
  const { hash, nonce } = own
  for (const other of recall(own, log)) {
    if (other.nonce !== nonce || other.hash === hash) continue
    const until = (other.sentAt ?? 0) + broadcastTime
    do {
      if (await isKnown(client, other.hash)) throw new NonceTakenError({ nonce })
      await sleep(200)
    } while (Date.now() < until && recall(own, log).some(each => each.hash === other.hash))
  }
}

async function isKnown(client: Client, hash: Hash): Promise<boolean> {
  return getTransaction(client, { hash }).then(
    () => true,
    () => false,
  )
}
