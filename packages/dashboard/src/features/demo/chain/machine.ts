import { createBlock } from '@ethereumjs/block'
import { type Common, createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM, EVMMockBlockchain } from '@ethereumjs/evm'
import type { TypedTransaction } from '@ethereumjs/tx'
import { createAddressFromString } from '@ethereumjs/util'
import { type RunTxResult, runTx, VM } from '@ethereumjs/vm'
import { type Address, type Hex, hexToBytes } from 'viem'
import type { Cells } from './Cells.ts'
import { OverlayState } from './OverlayState.ts'

/** What a transaction or call sees of the block that it is in. */
export type BlockEnvironment = {
  number: bigint
  timestamp: bigint
  baseFeePerGas: bigint
  gasLimit: bigint
}

export type Call = { from: Address; to: Address | undefined; data: Hex; value: bigint; gas: bigint }

/** The rules of mainnet with the chain's own number. */
export function rulesOf(chainId: number): Common {
  return createCustomCommon({ chainId }, Mainnet, { hardfork: Hardfork.Osaka })
}

async function evmOn(state: OverlayState, common: Common) {
  const blockchain = new EVMMockBlockchain()
  const own = common.copy()
  const evm = await createEVM({ common: own, stateManager: state, blockchain })
  return { evm, blockchain, common: own }
}

function blockOf(environment: BlockEnvironment, common: Common) {
  const header = {
    ...environment,
    excessBlobGas: 0n,
    blobGasUsed: 0n,
    parentBeaconBlockRoot: new Uint8Array(32),
  }
  return createBlock({ header }, { common, skipConsensusFormatValidation: true })
}

/** Runs a call on a state that it leaves as it is. */
export async function runCall(cells: Cells, common: Common, environment: BlockEnvironment, call: Call) {
  const state = new OverlayState(cells)
  const { evm, common: own } = await evmOn(state, common)
  const { execResult } = await evm.runCall({
    block: blockOf(environment, own),
    caller: createAddressFromString(call.from),
    origin: createAddressFromString(call.from),
    ...(call.to === undefined ? {} : { to: createAddressFromString(call.to) }),
    data: hexToBytes(call.data),
    value: call.value,
    gasLimit: call.gas,
    gasPrice: 0n,
  })
  return execResult
}

export type TransactionRun = RunTxResult & { changes: OverlayState['changes'] }

/**
 * Runs a transaction by the rules of a block, on a state that it leaves as it is.
 * @throws Error when it may not be part of a block: no money for it, too little gas to begin, a wrong nonce
 */
export async function runTransaction(
  cells: Cells,
  common: Common,
  environment: BlockEnvironment,
  tx: TypedTransaction,
  { isTrial = false } = {},
): Promise<TransactionRun> {
  const state = new OverlayState(cells)
  const { evm, blockchain, common: own } = await evmOn(state, common)
  const vm = new VM({ common: own, stateManager: state, blockchain, evm })
  const block = blockOf(environment, own)
  const result = await runTx(vm, { tx, block, skipBalance: isTrial, skipNonce: isTrial })
  return Object.assign(result, { changes: state.changes })
}
