import { isAddressEqual, type LocalAccount, type TransactionSerializable } from 'viem'
import {
  estimateGas,
  estimateMaxPriorityFeePerGas,
  getBalance,
  getBlock,
  getFeeHistory,
  getGasPrice,
} from 'viem/actions'
import type { Connection } from '../context.ts'
import type { Item, Job } from './types.ts'
import { judge, type Prices, type Terms, type Verdict } from './worth.ts'

/** Why nothing was signed. */
export type Refusal<item extends Item = Item> =
  | (Exclude<Verdict<item>, { kind: 'worth' }> & Weighed)
  | ({ kind: 'dry'; limit: bigint } & Weighed)
  | { kind: 'stopped' }

/** What a transaction needs, and what gas costs now. */
export type Weighed = { gas: bigint; price: bigint }

/** An account that signs what is worth it, and what it has refused last. */
export type Scales<item extends Item> = { account: LocalAccount; refusal: () => Refusal<item> | undefined }

export type Weighing<item extends Item> = {
  client: Connection
  account: LocalAccount
  job: Pick<Job, 'model'>
  items: readonly item[]
  terms: Terms
  /** Whether to sign nothing, and only to say what would be. */
  dryRun: boolean
  /** Asked last, before it signs. */
  mayGoOn: () => Promise<boolean>
}

/** What `sign` throws when it does not. */
class RefusedError extends Error {}

/**
 * An account that weighs each transaction before it signs: by the node's own estimate, on the block that is being made, so
 * that what would revert or cost more than it brings is not sent. It signs nothing that sends ether, or goes elsewhere
 * than to the model's trainer.
 */
export function createScales<item extends Item>(weighing: Weighing<item>): Scales<item> {
  const { account, terms, items, dryRun, mayGoOn } = weighing
  let refused: Refusal<item> | undefined
  const refuse = (refusal: Refusal<item>): never => {
    refused = refusal
    throw new RefusedError(refusal.kind)
  }
  const signTransaction: LocalAccount['signTransaction'] = async (transaction, options) => {
    const { gas, gasLimit, balance, prices } = await weigh(weighing, transaction)
    const verdict = judge(items, terms, { gas, gasLimit, balance, ...prices })
    const weighed = { gas, price: prices.baseFee + prices.tip }
    if (verdict.kind !== 'worth') return refuse({ ...verdict, ...weighed })
    if (dryRun) return refuse({ kind: 'dry', limit: verdict.limit, ...weighed })
    if (!(await mayGoOn())) return refuse({ kind: 'stopped' })
    return account.signTransaction(withFees(transaction, verdict), options)
  }
  // nonces are asked for each time: what was refused leaves no gap
  return { account: { ...account, nonceManager: undefined, signTransaction }, refusal: () => refused }
}

async function weigh<item extends Item>(
  { client, account, job }: Weighing<item>,
  { to, data, value = 0n, gas: gasLimit = 0n }: TransactionSerializable,
) {
  if (!to || !isAddressEqual(to, job.model.trainer) || value !== 0n) {
    throw new Error('The keeper signs calls of the trainer only, and sends no ether.')
  }
  const { address } = account
  const call = { account: address, to, ...(data ? { data } : {}), blockTag: 'pending' } as const
  const [gas, balance, prices] = await Promise.all([
    // some nodes know no block that is being made
    estimateGas(client, call).catch(() => estimateGas(client, { ...call, blockTag: 'latest' })),
    getBalance(client, { address }),
    readPrices(client),
  ])
  return { gas, gasLimit, balance, prices }
}

/** The transaction, which pays no more than it is worth. */
function withFees<transaction extends TransactionSerializable>(
  transaction: transaction,
  { maxFeePerGas, maxPriorityFeePerGas }: Extract<Verdict<Item>, { kind: 'worth' }>,
): transaction {
  if (transaction.gasPrice !== undefined) {
    const gasPrice = transaction.gasPrice < maxFeePerGas ? transaction.gasPrice : maxFeePerGas
    return { ...transaction, gasPrice }
  }
  return { ...transaction, maxFeePerGas, maxPriorityFeePerGas }
}

/** What gas costs in the next block. */
export async function readPrices(client: Connection): Promise<Prices> {
  const [history, tip] = await Promise.all([
    getFeeHistory(client, { blockCount: 1, rewardPercentiles: [] }).catch(() => undefined),
    estimateMaxPriorityFeePerGas(client).catch(() => 0n),
  ])
  const baseFee = history?.baseFeePerGas.at(-1) ?? (await getBlock(client)).baseFeePerGas
  // chains without EIP-1559 have a price of gas instead
  return baseFee === null || baseFee === undefined
    ? { baseFee: await getGasPrice(client), tip: 0n }
    : { baseFee, tip }
}
