import { getTransaction, sendTransaction } from 'viem/actions'
import { explain } from '../errors.ts'
import type { InFlight } from '../sending/inFlight.ts'
import { isKeepers, noteMined } from './flights.ts'
import type { Keeping } from './Keeping.ts'
import { readPrices } from './scales.ts'
import { type Job, sum } from './types.ts'
import { least } from './worth.ts'

/** Gas of a transaction that does nothing. */
const emptyGas = 21_000n

/**
 * Takes back what is stuck, where something waits behind it that would be lost: an empty transaction in its place, for a
 * fee that nodes accept instead, an eighth above the old one. What other commands have sent is not the keeper's to take back.
 *
 * @returns Whether the way is free
 */
export async function giveWay(
  keeping: Keeping,
  flights: readonly InFlight[],
  urgent: readonly Job[],
): Promise<boolean> {
  const { client, account, maxFee, log, metrics, timeout } = keeping
  if (!flights.every(isKeepers)) return false
  const atStake = sum(urgent.flatMap(({ items }) => items.map(({ income }) => income)))
  try {
    for (const { hash, nonce } of flights) {
      const [old, { baseFee, tip }] = await Promise.all([
        getTransaction(client, { hash }).catch(() => undefined),
        readPrices(client),
      ])
      const paid = { fee: old?.maxFeePerGas ?? old?.gasPrice ?? 0n, tip: old?.maxPriorityFeePerGas ?? 0n }
      const maxPriorityFeePerGas = larger(tip, above(paid.tip))
      const maxFeePerGas = larger(larger(2n * baseFee, baseFee + maxPriorityFeePerGas), above(paid.fee))
      const bound = least(atStake / emptyGas, maxFee ?? maxFeePerGas)
      if (maxFeePerGas > bound) return false
      const fees = { maxFeePerGas, maxPriorityFeePerGas: least(maxPriorityFeePerGas, maxFeePerGas) }
      log.warn({ hash, nonce }, 'taken back: what is urgent waits behind it')
      const call = { account, to: account.address, value: 0n, gas: emptyGas, nonce, ...fees }
      const empty = await sendTransaction(client, { ...call, chain: client.chain })
      const receipt = await client.waitForReceipt({ hash: empty, timeout })
      metrics.spent(receipt.gasUsed * receipt.effectiveGasPrice)
      noteMined(hash)
    }
    return true
  } catch (error) {
    log.warn({ reason: (await explain(error)).message }, 'what is in the way cannot be taken back')
    return false
  }
}

const above = (fee: bigint) => fee + fee / 8n + 1n
const larger = (a: bigint, b: bigint) => (a > b ? a : b)
