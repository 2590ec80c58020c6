import { createBlock } from '@ethereumjs/block'
import { type Common, createCustomCommon, Mainnet } from '@ethereumjs/common'
import { createFeeMarket1559Tx } from '@ethereumjs/tx'
import { bytesToHex, createAccount, createAddressFromString, hexToBytes } from '@ethereumjs/util'
import { createVM, type RunTxResult, runTx, type VM } from '@ethereumjs/vm'
import type { Hash, Hex } from 'viem'
import type { Log, Recorded } from './record.ts'

/** The present rules of Ethereum, and those of the coming fork. */
export const forks = ['osaka', 'amsterdam'] as const
export type Fork = (typeof forks)[number]

/** What a transaction used; of that, what was charged for growth of the state (EIP-8037; 0 before Amsterdam). */
export type ForkGas = { gas: number; stateGas: number }

type Block = Recorded['blocks'][number]
type Transaction = Block['transactions'][number]

/**
 * Gas for Amsterdam's transactions: 2^24 that execution can use at most (EIP-7825), and above it a reservoir for the
 * state (EIP-8037) that is larger than any transaction here needs.
 */
const amsterdamGas = 2n ** 24n + 2n ** 27n
/** The planned limit of a block. */
const amsterdamBlockGas = 200_000_000n
/** Who logs ether's transfers (EIP-7708). */
const systemAddress = '0xfffffffffffffffffffffffffffffffffffffffe'

/**
 * Runs the history of a chain again under the rules of a fork, in @ethereumjs/vm.
 *
 * @returns What each transaction used, by its hash.
 * @throws Error when a transaction succeeds here and not there, or leaves other logs; on Osaka also when its gas differs.
 */
export async function replay(recorded: Recorded, fork: Fork): Promise<Map<Hash, ForkGas>> {
  const common = createCustomCommon({ chainId: recorded.chainId }, Mainnet, { hardfork: fork })
  const vm = await machineOf(recorded, common)
  const used = new Map<Hash, ForkGas>()
  for (const each of recorded.blocks) {
    const block = blockOf(each, fork, common)
    for (const transaction of each.transactions) {
      const tx = transactionOf(transaction, fork, common)
      const result = await runTx(vm, { tx, block, skipBlockGasLimitValidation: true })
      check(transaction, result, fork)
      used.set(transaction.hash, {
        gas: Number(result.totalGasSpent),
        stateGas: Number(result.txStateGas ?? 0n),
      })
    }
  }
  return used
}

/** A machine with the accounts that the chain began with: the senders, and the factory of EIP-7997. */
async function machineOf({ genesis, blocks }: Recorded, common: Common): Promise<VM> {
  const blockchain = {
    getBlock: async (number: number) => ({ hash: () => hexToBytes(blocks[number]!.hash!) }),
    putBlock: async () => {},
    shallowCopy: () => blockchain,
  }
  const vm = await createVM({ common, blockchain })
  for (const { address, balance, code } of genesis) {
    const account = createAddressFromString(address)
    await vm.stateManager.putAccount(account, createAccount({ balance }))
    if (code !== undefined) await vm.stateManager.putCode(account, hexToBytes(code))
  }
  return vm
}

function blockOf(
  { number, timestamp, gasLimit, baseFeePerGas, miner, mixHash }: Block,
  fork: Fork,
  common: Common,
) {
  const header = {
    number,
    timestamp,
    gasLimit: fork === 'osaka' ? gasLimit : amsterdamBlockGas,
    baseFeePerGas: baseFeePerGas!,
    coinbase: createAddressFromString(miner),
    mixHash: hexToBytes(mixHash),
  }
  return createBlock({ header }, { common, skipConsensusFormatValidation: true })
}

function transactionOf(sent: Transaction, fork: Fork, common: Common) {
  const { from, to, nonce, value, input, gas, maxFeePerGas, maxPriorityFeePerGas, accessList } = sent
  if (sent.type !== 'eip1559') throw new Error(`A transaction of type ${sent.type} cannot be replayed.`)
  const fields = {
    nonce,
    ...(to !== null && { to: createAddressFromString(to) }),
    value,
    data: input,
    gasLimit: fork === 'osaka' ? gas : amsterdamGas,
    maxFeePerGas: maxFeePerGas!,
    maxPriorityFeePerGas: maxPriorityFeePerGas!,
    accessList: (accessList ?? []).map(each => ({ ...each, storageKeys: [...each.storageKeys] })),
  }
  const tx = createFeeMarket1559Tx(fields, { common, freeze: false })
  // with other gas it would need another signature, by a key that only the sender has
  tx.getSenderAddress = () => createAddressFromString(from)
  return tx
}

/** Whether the transaction did the same here as on the node. */
function check({ hash, outcome }: Transaction, result: RunTxResult, fork: Fork): void {
  const differs = (what: string, here: unknown, there: unknown) => {
    throw new Error(
      `${what} of transaction ${hash}: ${here} by @ethereumjs/vm on ${fork}, ${there} on the node. ` +
        'The figures of the coming fork cannot be trusted before both agree.',
    )
  }
  const { exceptionError, logs = [] } = result.execResult
  const status = exceptionError === undefined ? '0x1' : '0x0'
  if (status !== outcome.status) differs('The status', exceptionError?.error ?? status, outcome.status)
  if (fork === 'osaka' && result.totalGasSpent !== BigInt(outcome.gasUsed)) {
    differs('The gas', result.totalGasSpent, BigInt(outcome.gasUsed))
  }
  const own = logs
    .map(([address, topics, data]) => ({
      address: bytesToHex(address),
      topics: topics.map(bytesToHex),
      data: bytesToHex(data),
    }))
    .filter(({ address }) => address !== systemAddress)
  const [here, there] = [own, outcome.logs].map(textOf)
  if (here !== there) differs('The logs', here, there)
}

function textOf(logs: readonly Log[]): string {
  return JSON.stringify(logs.map(({ address, topics, data }): Hex[] => [address, ...topics, data]))
}
