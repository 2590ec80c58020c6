import { startAnvil } from '@cotrain/testing/anvil'
import {
  type Abi,
  type Address,
  concat,
  decodeErrorResult,
  decodeEventLog,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  toHex,
  zeroHash,
} from 'viem'
import { moduleBytecode, trainerBytecode } from '../../src/kinds/bytecodes.ts'
import { abiOf, classifierNames, type Kind } from '../../src/kinds/index.ts'
import { deployerProxy } from '../../src/kinds/trainers.ts'
import type { ReplayableEvent } from '../../src/twin/index.ts'

/** A call of the trainer; the items of a multicall stand in `args[0]`, as the twin takes them. */
export type TrainerCall = { functionName: string; args: readonly unknown[] }
export type Transaction = TrainerCall & { sender: Address; value: bigint }
export type Event = { eventName: string; args: unknown }
export type Result = { result: unknown; events: Event[] } | { errorName: string; args: readonly unknown[] }

type Request = { method: string; params: readonly unknown[] }
type Response = { id: number; result?: unknown; error?: { message: string; data?: Hex } }
type Receipt = {
  status: Hex
  transactionHash: Hex
  contractAddress: Address
  logs: { data: Hex; topics: [Hex, ...Hex[]]; blockNumber: Hex; logIndex: Hex; blockTimestamp: Hex }[]
}
type Trace = { result: { output?: Hex } }

/** All that the rules allow one transaction (EIP-7825). */
const gas = toHex(2 ** 24)
/** No fees, blocks only when we say so, and transactions in the order in which they were sent. */
const flags = ['--no-mining', '--order', 'fifo', '--block-base-fee-per-gas', '0', '--auto-impersonate']
const room = ['--gas-limit', '5000000000', '--disable-min-priority-fee', '--timestamp', '1000000000']

/** A trainer on a real chain, spoken to in batches. */
export class Chain {
  readonly #rpcUrl: string
  readonly stop: () => Promise<void>
  trainer: Address = '0x'
  /** Of the last block. */
  blockNumber = 0n
  /** Of the last block, in seconds since 1970. */
  time = 1_000_000_000n
  #deployedBlock = 0n
  /** Without its literal types, for calls by name. */
  #abi: Abi = []

  private constructor({ rpcUrl, stop }: { rpcUrl: string; stop: () => Promise<void> }) {
    this.#rpcUrl = rpcUrl
    this.stop = stop
  }

  static async start(): Promise<Chain> {
    return new Chain(await startAnvil({ args: [...flags, ...room] }))
  }

  /** Puts a new trainer in the place of the last one, and gives each account `balance` wei. */
  async deploy(kind: Kind, accounts: readonly Address[], balance: bigint): Promise<void> {
    this.speak([kind])
    const fund = accounts.map(account => ({ method: 'anvil_setBalance', params: [account, toHex(balance)] }))
    await this.#all(fund)
    const from = accounts[0]!
    // classifiers keep nothing, so that all trainers can share them
    const modules = this.#deployedBlock === 0n ? classifierNames.map(moduleBytecode) : []
    const receipts = await this.#create(from, [
      ...modules.map(code => ({ to: deployerProxy, data: concat([zeroHash, code]) })),
      { data: trainerBytecode(kind.mechanism) },
    ])
    this.trainer = receipts.at(-1)!.contractAddress
    this.#deployedBlock = this.blockNumber
  }

  /** Puts code at an address. */
  async setCode(address: Address, code: Hex): Promise<void> {
    await this.#all([{ method: 'anvil_setCode', params: [address, code] }])
  }

  /** Says the trainer of which kinds it is; what only one of several has must not be asked of it. */
  speak(kinds: readonly Kind[]): void {
    this.#abi = kinds.flatMap(kind => [...(abiOf(kind) as Abi)])
  }

  /** Puts code on the chain, in one block. */
  async #create(from: Address, creations: readonly { to?: Address; data: Hex }[]): Promise<Receipt[]> {
    for (const creation of creations) {
      const transaction = { from, ...creation, gas, gasPrice: '0x0' }
      await this.#all([{ method: 'eth_sendTransaction', params: [transaction] }])
    }
    const receipts = await this.#mine(this.time + 1n)
    const failed = receipts.findIndex(({ status }) => status !== '0x1')
    if (failed !== -1) throw new Error(`code ${failed} cannot be put on the chain`)
    return receipts
  }

  /** Mines one block of `transactions`. */
  async run(time: bigint, transactions: readonly Transaction[]): Promise<Result[]> {
    const requests = transactions.map(transaction => ({
      method: 'eth_sendTransaction',
      params: [
        {
          from: transaction.sender,
          to: this.trainer,
          value: toHex(transaction.value),
          data: encode(this.#abi, transaction),
          gas,
          gasPrice: '0x0',
        },
      ],
    }))
    // anvil answers long batches in an order of its own.
    const hashes: unknown[] = []
    for (let i = 0; i < requests.length; i += 16) hashes.push(...(await this.#all(requests.slice(i, i + 16))))
    const receipts = await this.#mine(time)
    if (receipts.some(({ transactionHash }, i) => transactionHash !== hashes[i])) {
      throw new Error('anvil mined the transactions in another order than they were sent')
    }
    const tracer = { tracer: 'callTracer', tracerConfig: { onlyTopCall: true } }
    const [traces] = await this.#all([{ method: 'debug_traceBlockByNumber', params: ['latest', tracer] }])
    return receipts.map(({ status, logs }, i) => {
      const output = (traces as Trace[])[i]!.result.output ?? '0x'
      if (status !== '0x1') return decodeError(this.#abi, output)
      const events = logs.map(log => decodeEvent(this.#abi, log))
      return { result: decode(this.#abi, transactions[i]!, output), events }
    })
  }

  /** Calls the trainer in the last block, changing nothing. */
  async call(calls: readonly TrainerCall[]): Promise<Result[]> {
    const responses = await this.#send(
      calls.map(call => ({
        method: 'eth_call',
        params: [{ to: this.trainer, data: encode(this.#abi, call), gas }, 'latest'],
      })),
    )
    return responses.map(({ result, error }, i) => {
      if (error === undefined) return { result: decode(this.#abi, calls[i]!, result as Hex), events: [] }
      if (error.data === undefined) throw new Error(error.message)
      return decodeError(this.#abi, error.data)
    })
  }

  /** Balances after the last block, in wei. */
  async balances(accounts: readonly Address[]): Promise<bigint[]> {
    const requests = accounts.map(account => ({ method: 'eth_getBalance', params: [account, 'latest'] }))
    return (await this.#all(requests)).map(balance => BigInt(balance as Hex))
  }

  /** All that the trainer has logged. */
  async events(): Promise<ReplayableEvent[]> {
    const filter = { address: this.trainer, fromBlock: toHex(this.#deployedBlock) }
    const [logs] = await this.#all([{ method: 'eth_getLogs', params: [filter] }])
    return (logs as Receipt['logs']).map(
      log =>
        ({
          ...decodeEvent(this.#abi, log),
          blockNumber: BigInt(log.blockNumber),
          blockTimestamp: BigInt(log.blockTimestamp),
          logIndex: Number(log.logIndex),
        }) as ReplayableEvent,
    )
  }

  async #mine(time: bigint): Promise<Receipt[]> {
    await this.#all([{ method: 'evm_mine', params: [{ timestamp: Number(time) }] }])
    this.blockNumber++
    this.time = time
    const [receipts] = await this.#all([
      { method: 'eth_getBlockReceipts', params: [toHex(this.blockNumber)] },
    ])
    return receipts as Receipt[]
  }

  async #all(requests: readonly Request[]): Promise<unknown[]> {
    const responses = await this.#send(requests)
    return responses.map(({ result, error }, i) => {
      if (error !== undefined) throw new Error(`${requests[i]!.method}: ${error.message}`)
      return result
    })
  }

  async #send(requests: readonly Request[]): Promise<Response[]> {
    if (requests.length === 0) return []
    const body = JSON.stringify(requests.map((request, id) => ({ jsonrpc: '2.0', id, ...request })))
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(this.#rpcUrl, { method: 'POST', headers, body })
    const responses = (await response.json()) as Response[]
    return responses.sort((a, b) => a.id - b.id)
  }
}

function encode(abi: Abi, { functionName, args }: TrainerCall): Hex {
  if (functionName !== 'multicall') return encodeFunctionData({ abi, functionName, args })
  const calls = (args[0] as TrainerCall[]).map(call => encode(abi, call))
  return encodeFunctionData({ abi, functionName, args: [calls] })
}

function decode(abi: Abi, { functionName, args }: TrainerCall, data: Hex): unknown {
  if (data === '0x') return undefined
  const result = decodeFunctionResult({ abi, functionName, data })
  if (functionName !== 'multicall') return result
  return (result as Hex[]).map((item, i) => decode(abi, (args[0] as TrainerCall[])[i]!, item))
}

function decodeError(abi: Abi, data: Hex): Result {
  if (data === '0x') return { errorName: 'EmptyRevert', args: [] }
  // Solady's Overflow(), which the ABI does not name
  if (data === '0x35278d12') return { errorName: 'Overflow', args: [] }
  const { errorName, args } = decodeErrorResult({ abi, data })
  return { errorName, args: args ?? [] }
}

function decodeEvent(abi: Abi, { data, topics }: { data: Hex; topics: [Hex, ...Hex[]] }): Event {
  const { eventName, args } = decodeEventLog({ abi, data, topics })
  return { eventName: eventName!, args }
}
