import { createBlockHeader } from '@ethereumjs/block'
import type { Common } from '@ethereumjs/common'
import type { TypedTransaction } from '@ethereumjs/tx'
import { bytesToHex } from '@ethereumjs/util'
import type { Address, Hash, Hex } from 'viem'
import { type AccountCell, accountKey, type Cells, History } from './Cells.ts'
import { Clock } from './Clock.ts'
import { type BlockEnvironment, rulesOf, runTransaction, type TransactionRun } from './machine.ts'
import { quantity } from './numbers.ts'
import { failureCodes, RpcFailure } from './RpcFailure.ts'
import type { Recording, RpcBlock, RpcLog, RpcReceipt, RpcTransaction } from './recording.ts'
import { describeTransaction, effectiveGasPrice } from './transactions.ts'

const emptyAccount: AccountCell = { nonce: 0n, balance: 0n, codeHash: new Uint8Array(32) }

type DemoOptions = {
  /** Its number, if not that of the recorded chain. */
  chainId?: number | undefined
  /** The world's clock, milliseconds since 1970. */
  now?: () => number
}

/**
 * A chain in memory that goes on from a recording: each transaction makes a block at once, as on a local chain. It runs
 * contracts by the rules of mainnet. What it lacks are roots of tries, in whose places its blocks have zeros.
 */
export class DemoChain {
  readonly common: Common
  readonly clock: Clock
  readonly #history: History
  readonly #blocks: RpcBlock[]
  readonly #numbers: Map<Hash, number>
  readonly #transactions: Map<Hash, RpcTransaction>
  readonly #receipts: Map<Hash, RpcReceipt>
  readonly #logs: RpcLog[]

  constructor(recording: Recording, { chainId = recording.chainId, now = Date.now }: DemoOptions = {}) {
    this.common = rulesOf(chainId)
    this.clock = new Clock(recording.time, now)
    this.#history = new History(recording)
    this.#blocks = [...recording.blocks]
    this.#numbers = new Map(recording.blocks.map(({ hash }, number) => [hash, number]))
    const transactions = recording.blocks.flatMap(block => block.transactions)
    this.#transactions = new Map(transactions.map(transaction => [transaction.hash, transaction]))
    this.#receipts = new Map(recording.receipts.map(receipt => [receipt.transactionHash, receipt]))
    this.#logs = recording.receipts.flatMap(receipt => receipt.logs)
  }

  get head(): RpcBlock {
    return this.#blocks.at(-1)!
  }

  get height(): number {
    return this.#blocks.length - 1
  }

  block(number: number): RpcBlock | undefined {
    return this.#blocks[number]
  }

  numberOf(hash: Hash): number | undefined {
    return this.#numbers.get(hash)
  }

  transaction(hash: Hash): RpcTransaction | undefined {
    return this.#transactions.get(hash)
  }

  receipt(hash: Hash): RpcReceipt | undefined {
    return this.#receipts.get(hash)
  }

  /** The logs of blocks `from` to `to`, both included. */
  logs(from: number, to: number): RpcLog[] {
    return this.#logs.filter(({ blockNumber }) => Number(blockNumber) >= from && Number(blockNumber) <= to)
  }

  /** The state after a block. @throws RpcFailure when that is forgotten: before the end of the recording */
  stateAt(number: number): Cells {
    if (number >= this.#history.oldest) return this.#history.at(number)
    throw new RpcFailure(
      failureCodes.failedRun,
      `The demo knows the state since block ${this.#history.oldest} only, not that of block ${number}.`,
    )
  }

  accountAt(address: Address, number: number): AccountCell {
    return (this.stateAt(number).read(accountKey(address.toLowerCase())) as AccountCell) ?? emptyAccount
  }

  /** What a call at a block sees of it. */
  environmentOf({ number, timestamp, baseFeePerGas, gasLimit }: RpcBlock): BlockEnvironment {
    return {
      number: BigInt(number),
      timestamp: BigInt(timestamp),
      baseFeePerGas: BigInt(baseFeePerGas),
      gasLimit: BigInt(gasLimit),
    }
  }

  /** What the next block will be, if nothing is in it. */
  get pending(): RpcBlock {
    return this.#seal(this.#next(), [], 0n)
  }

  /** Makes an empty block. */
  mine(): void {
    this.#append(this.pending)
  }

  /**
   * Makes a block with one transaction.
   * @throws RpcFailure when it may not be in a block; then none is made
   */
  async include(tx: TypedTransaction): Promise<Hash> {
    const environment = this.#next()
    const known = this.#transactions.get(bytesToHex(tx.hash()))
    if (known) throw new RpcFailure(failureCodes.failedRun, 'transaction already imported')
    const run = await runTransaction(this.#history, this.common, environment, tx).catch((error: Error) => {
      throw refusal(error.message)
    })
    const hash = bytesToHex(tx.hash())
    const block = this.#seal(environment, [hash], run.totalGasSpent)
    const place = { blockHash: block.hash, blockNumber: environment.number, ...environment }
    block.transactions = [describeTransaction(tx, place)]
    const receipt = this.#receipt(tx, run, block)
    this.#append(block, run.changes)
    this.#transactions.set(hash, block.transactions[0]!)
    this.#receipts.set(hash, receipt)
    this.#logs.push(...receipt.logs)
    return hash
  }

  #next(): BlockEnvironment {
    const { number, timestamp, baseFeePerGas, gasLimit } = this.environmentOf(this.head)
    return {
      number: number + 1n,
      timestamp: BigInt(this.clock.after(Number(timestamp))),
      baseFeePerGas: nextBaseFee(baseFeePerGas, BigInt(this.head.gasUsed), gasLimit),
      gasLimit,
    }
  }

  #seal(environment: BlockEnvironment, hashes: readonly Hash[], gasUsed: bigint): RpcBlock {
    const parentHash = this.head.hash
    const root = hashes[0] === undefined ? {} : { transactionsTrie: hashes[0] }
    const header = createBlockHeader(
      { ...environment, ...root, parentHash, gasUsed },
      { common: this.common, skipConsensusFormatValidation: true },
    )
    const fields = header.toJSON() as Record<string, unknown>
    return {
      ...this.head,
      ...fields,
      logsBloom: `0x${'0'.repeat(512)}`,
      number: quantity(environment.number),
      hash: bytesToHex(header.hash()),
      timestamp: quantity(environment.timestamp),
      baseFeePerGas: quantity(environment.baseFeePerGas),
      gasLimit: quantity(environment.gasLimit),
      gasUsed: quantity(gasUsed),
      transactions: [],
    } as RpcBlock
  }

  #append(block: RpcBlock, changes: TransactionRun['changes'] = new Map()): void {
    this.#history.append(changes)
    this.#blocks.push(block)
    this.#numbers.set(block.hash, this.height)
  }

  #receipt(tx: TypedTransaction, run: TransactionRun, block: RpcBlock): RpcReceipt {
    const transactionHash = bytesToHex(tx.hash())
    const place = {
      blockHash: block.hash,
      blockNumber: block.number,
      transactionHash,
      transactionIndex: '0x0' as Hex,
    }
    const logs = (run.execResult.exceptionError ? [] : (run.execResult.logs ?? [])).map(
      ([address, topics, data], i): RpcLog => ({
        address: bytesToHex(address),
        topics: topics.map(topic => bytesToHex(topic)),
        data: bytesToHex(data),
        ...place,
        blockTimestamp: block.timestamp,
        logIndex: quantity(i),
        removed: false,
      }),
    )
    return {
      ...place,
      type: quantity(tx.type),
      status: run.execResult.exceptionError ? '0x0' : '0x1',
      from: tx.getSenderAddress().toString(),
      to: tx.to?.toString() ?? null,
      contractAddress: run.createdAddress?.toString() ?? null,
      gasUsed: quantity(run.totalGasSpent),
      cumulativeGasUsed: quantity(run.totalGasSpent),
      effectiveGasPrice: quantity(effectiveGasPrice(tx, BigInt(block.baseFeePerGas))),
      logsBloom: bytesToHex(run.bloom.bitvector),
      blobGasPrice: '0x1',
      logs,
    }
  }
}

/** The base fee of the block after one (EIP-1559). */
export function nextBaseFee(baseFee: bigint, gasUsed: bigint, gasLimit: bigint): bigint {
  const target = gasLimit / 2n
  const step = (difference: bigint) => (baseFee * difference) / target / 8n
  if (gasUsed === target) return baseFee
  if (gasUsed < target) return baseFee - step(target - gasUsed)
  const up = step(gasUsed - target)
  return baseFee + (up > 0n ? up : 1n)
}

/** Why a transaction may not be in a block, in the words and numbers of other nodes, which clients know. */
function refusal(message: string): RpcFailure {
  if (/INTRINSIC_GAS_TOO_LOW/.test(message))
    return new RpcFailure(failureCodes.impossible, 'intrinsic gas too low')
  const words = /enough funds|upfront cost/i.test(message)
    ? 'Insufficient funds for gas * price + value'
    : /less than the block's baseFeePerGas/i.test(message)
      ? 'max fee per gas less than block base fee'
      : nonceProblem(message)
  return new RpcFailure(failureCodes.refusedTransaction, words)
}

/** The machine says: account has nonce of: 3 tx has nonce of: 2 */
function nonceProblem(message: string): string {
  const [, due, given] = /account has nonce of: (\d+) tx has nonce of: (\d+)/.exec(message) ?? []
  if (due === undefined) return message
  return BigInt(given!) < BigInt(due) ? 'nonce too low' : 'nonce too high'
}
