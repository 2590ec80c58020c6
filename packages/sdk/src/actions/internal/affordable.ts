import type { Account, Address } from 'viem'
import { getBalance } from 'viem/actions'
import { addressOf, type CotrainClient } from './client.ts'
import { type Fees, mostPerGas } from './fees.ts'

/** Wei that an account would send, and what it must send at least. */
type Range = { account: Account | Address; value: bigint; least: bigint }

/** Fees rise until a transaction is sent, and some chains charge for its data on top: so many times its gas is kept. */
const feesKept = 2n

/** What the account can send at most of a range of wei, before gas; never below `least`. */
export async function spendable(client: CotrainClient, { account, value, least }: Range): Promise<bigint> {
  if (value === least) return value
  return clamp(await getBalance(client, { address: addressOf(account) }), { value, least })
}

/** As {@link spendable}, with gas paid as well. */
export async function affordable(
  client: CotrainClient,
  range: Range,
  { gas, fees }: { gas: bigint; fees: Fees },
): Promise<bigint> {
  const { account, value, least } = range
  if (value === least) return value
  const balance = await getBalance(client, { address: addressOf(account) })
  return clamp(balance - feesKept * gas * mostPerGas(fees), { value, least })
}

function clamp(amount: bigint, { value, least }: Pick<Range, 'value' | 'least'>): bigint {
  if (amount > value) return value
  return amount > least ? amount : least
}
