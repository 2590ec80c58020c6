import { CotrainError } from '@cotrain/sdk/errors'
import { type Address, type Hex, numberToHex } from 'viem'

/** A transaction of an account that the chain signs for. */
export type Outgoing = { from: Address; to: Address; value: bigint; data: Hex }
/** What became of it, and what it cost in wei. */
export type Mined = { accepted: boolean; fee: bigint; gas: number }

type Receipt = { transactionHash: Hex; status: Hex; gasUsed: Hex; effectiveGasPrice: Hex }
type Response = { id: number; result?: unknown; error?: { message: string } }

/** Room for all transactions of a second in one block. */
const blockGas = 10n ** 12n
/** All that the rules allow one transaction (EIP-7825). */
const transactionGas = 2n ** 24n
/** More than anybody spends. */
const purse = 2n ** 100n
const gwei = 10n ** 9n
/** anvil answers long batches in an order of its own. */
const batchSize = 16

/** A development chain (anvil) that we tell when to make blocks, at which times, and for whom to sign. */
export class DevChain {
  readonly #rpcUrl: string
  readonly #nonces = new Map<Address, number>()

  constructor(rpcUrl: string) {
    this.#rpcUrl = rpcUrl
  }

  /** @throws CotrainError when the node is no development chain. */
  async takeOver(accounts: readonly Address[]): Promise<void> {
    await this.request('anvil_autoImpersonateAccount', [true])
    await this.request('evm_setBlockGasLimit', [numberToHex(blockGas)])
    for (const account of accounts) await this.request('anvil_setBalance', [account, numberToHex(purse)])
  }

  /** Blocks are made when we say so, and not with every transaction. */
  async holdBlocks(): Promise<void> {
    await this.request('evm_setAutomine', [false])
  }

  /** As it was before. */
  async release(): Promise<void> {
    await this.request('evm_setAutomine', [true])
    await this.request('anvil_autoImpersonateAccount', [false])
  }

  /** Makes a block of these transactions, in this order. */
  async mine(time: number, transactions: readonly Outgoing[]): Promise<Mined[]> {
    const nonces = await this.#takeNonces(transactions)
    const requests = transactions.map(({ value, ...rest }, i) => {
      // Miners take the highest price first.
      const gasPrice = numberToHex(BigInt(1_000 + transactions.length - i) * gwei)
      const transaction = {
        ...rest,
        value: numberToHex(value),
        nonce: numberToHex(nonces[i]!),
        gas: numberToHex(transactionGas),
        gasPrice,
      }
      return { method: 'eth_sendTransaction', params: [transaction] }
    })
    const hashes = await this.requestAll(requests)
    await this.request('evm_setNextBlockTimestamp', [numberToHex(time)])
    await this.request('evm_mine', [])
    const receipts = (await this.request('eth_getBlockReceipts', ['latest'])) as Receipt[]
    if (
      receipts.length !== hashes.length ||
      receipts.some(({ transactionHash }, i) => transactionHash !== hashes[i])
    ) {
      throw new CotrainError(
        'The chain did not mine the transactions in the order in which they were sent.',
        {
          metaMessages: [
            'Is somebody else using it? Start one for this alone: cotrain up --empty --state DIR',
          ],
        },
      )
    }
    return receipts.map(({ status, gasUsed, effectiveGasPrice }) => ({
      accepted: status === '0x1',
      fee: BigInt(gasUsed) * BigInt(effectiveGasPrice),
      gas: Number(gasUsed),
    }))
  }

  async balance(account: Address): Promise<bigint> {
    return BigInt((await this.request('eth_getBalance', [account, 'latest'])) as Hex)
  }

  /** The last block; its time in seconds since 1970. */
  async block(): Promise<{ number: bigint; hash: Hex; time: number }> {
    const { number, hash, timestamp } = (await this.request('eth_getBlockByNumber', ['latest', false])) as {
      number: Hex
      hash: Hex
      timestamp: Hex
    }
    return { number: BigInt(number), hash, time: Number(timestamp) }
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    const [result] = await this.requestAll([{ method, params }])
    return result
  }

  /** Results in the order of the requests. @throws CotrainError with what the node says. */
  async requestAll(requests: readonly { method: string; params: readonly unknown[] }[]): Promise<unknown[]> {
    const results: unknown[] = []
    for (let start = 0; start < requests.length; start += batchSize) {
      const batch = requests.slice(start, start + batchSize)
      for (const { id, result, error } of await this.#post(batch)) {
        if (error !== undefined) throw refused(batch[id]!.method, error.message)
        results.push(result)
      }
    }
    return results
  }

  async #post(batch: readonly { method: string; params: readonly unknown[] }[]): Promise<Response[]> {
    const body = JSON.stringify(batch.map((request, id) => ({ jsonrpc: '2.0', id, ...request })))
    const headers = { 'content-type': 'application/json' }
    try {
      const response = await fetch(this.#rpcUrl, { method: 'POST', headers, body })
      const responses = (await response.json()) as Response[]
      return responses.sort((a, b) => a.id - b.id)
    } catch (cause) {
      throw new CotrainError(`No node answers at ${this.#rpcUrl}.`, {
        cause,
        metaMessages: ['Start a local chain: cotrain up --empty'],
      })
    }
  }

  async #takeNonces(transactions: readonly Outgoing[]): Promise<number[]> {
    const nonces: number[] = []
    for (const { from } of transactions) {
      const known =
        this.#nonces.get(from) ??
        Number(BigInt((await this.request('eth_getTransactionCount', [from, 'latest'])) as Hex))
      nonces.push(known)
      this.#nonces.set(from, known + 1)
    }
    return nonces
  }
}

function refused(method: string, message: string): CotrainError {
  return new CotrainError(`The node refuses ${method}: ${message}`, {
    metaMessages: [
      'A run is replayed on a development chain (anvil) only: it needs to set clocks and balances.',
    ],
  })
}
