import { type Address, pad } from 'viem'
import type { TrainerEvent } from '../../src/actions/index.ts'
import type { Kind } from '../../src/kinds/index.ts'
import { restoreModel } from '../../src/snapshot/restore.ts'
import { decodeSnapshot, writeSnapshot } from '../../src/snapshot/snapshot.ts'
import {
  type CallContext,
  type CallOutcome,
  createTwin,
  type ReplayableEvent,
  type Twin,
  TwinError,
} from '../../src/twin/index.ts'
import type { Result, TrainerCall, Transaction } from './Chain.ts'
import { sideOf } from './kinds/index.ts'
import { mechanismSides } from './mechanisms/index.ts'
import { onChain } from './proofs.ts'

type Action = (call: CallContext, ...args: readonly unknown[]) => CallOutcome<unknown>
type View = (...args: readonly unknown[]) => unknown

/** The block in which transactions run. */
export type Block = { time: bigint; blockNumber: bigint }

/** Runs a transaction on the twin, and gives it as the contract takes it. */
export function runOnBoth(
  twin: Twin,
  block: Block,
  transaction: Transaction,
): { result: Result; there: Transaction } {
  const { time, blockNumber } = block
  const there = onChain(twin, { sender: transaction.sender, time, blockNumber }, transaction)
  return { there, result: runOnTwin(twin, block, transaction) }
}

/** Runs a transaction on the twin. */
export function runOnTwin(
  twin: Twin,
  block: Block,
  { functionName, args, sender, value }: Transaction,
): Result {
  const { time, blockNumber } = block
  const call = { sender, value, time, blockNumber }
  return attempt(() => action(twin, functionName)(call, ...args))
}

/** What the transaction would do, changing nothing. */
export function tryOnTwin(twin: Twin, block: Block, transaction: Transaction): Result {
  return twin.simulate(() => runOnTwin(twin, block, transaction))
}

/** Views whose answer depends on the time, which the twin is told. */
const timed = ['price', 'incentive', 'nextNumber']

/** Calls a view of the twin, and gives numbers as the ABI has them. */
export function callTwin(twin: Twin, time: bigint, { functionName, args }: TrainerCall): Result {
  return attempt(() => {
    const view = twin[functionName as keyof Twin] as View
    const result = timed.includes(functionName) ? view(...args, time) : view(...args)
    return { result: integersOf(result), events: [] }
  })
}

/** Numbers as the ABI has them; a class without samples has the smallest integer for a score. */
function integersOf(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(integersOf)
  if (typeof result !== 'number') return result
  return result === Number.NEGATIVE_INFINITY ? -(2n ** 255n) : BigInt(result)
}

/** A call for every value that the trainer of `twin` lets one read. */
export function readsOf(twin: Twin, accounts: readonly Address[]): TrainerCall[] {
  const modelIds = Array.from({ length: Number(twin.modelCount()) }, (_, i) => BigInt(i))
  return [
    { functionName: 'modelCount', args: [] },
    ...accounts.map(account => ({ functionName: 'newestModel', args: [account] })),
    ...modelIds.flatMap(id => readsOfModel(twin, id, accounts)),
  ]
}

/** The same for one model. */
export function readsOfModel(twin: Twin, modelId: bigint, accounts: readonly Address[]): TrainerCall[] {
  const { ready } = twin.model(modelId)
  const pages = Math.ceil(Number(twin.log(modelId).entries) / 64)
  const read = (functionName: string, ...args: unknown[]) => ({ functionName, args: [modelId, ...args] })
  return [
    read('model'),
    read('classCount'),
    read('classifierOptions'),
    ...sideOf(twin)
      .reads(twin, modelId)
      .map(([name, ...args]) => read(name, ...args)),
    read('incentive'),
    ...(ready ? [read('price')] : []),
    ...mechanismSides[twin.mechanism]
      .reads(twin, modelId, accounts)
      .map(([name, ...args]) => read(name, ...args)),
    ...['log', 'pinned'].map(name => read(name)),
    ...Array.from({ length: pages }, (_, i) => read('page', BigInt(i))),
  ]
}

/** All that the calls read from the twin, as the results of one multicall. */
export function readTwin(twin: Twin, time: bigint, reads: readonly TrainerCall[]): unknown[] {
  return reads.map(read => {
    const result = callTwin(twin, time, read)
    if ('errorName' in result) throw new Error(`${read.functionName}: ${result.errorName}`)
    return result.result
  })
}

/** A twin of `kind` that has replayed `events`. */
export function replayed(
  kind: Kind,
  address: Address,
  events: readonly ReplayableEvent[],
  only?: bigint,
): Twin {
  const twin = createTwin({ ...kind, only, address })
  for (const event of events) {
    if (only === undefined || ('modelId' in event.args && event.args.modelId === only)) twin.applyEvent(event)
  }
  return twin
}

/** A twin of one model that a snapshot of its events was made into, in bytes and back. */
export function restored(
  kind: Kind,
  trainer: Address,
  events: readonly ReplayableEvent[],
  modelId: bigint,
): Twin {
  const own = events.filter(({ args }) => 'modelId' in args && args.modelId === modelId)
  const transactionHash = pad('0x1', { size: 32 })
  const told = own.map(event => ({ ...event, time: event.blockTimestamp, transactionHash }) as TrainerEvent)
  const blocks = [{ number: own.at(-1)?.blockNumber ?? 1n, hash: transactionHash }]
  const { mechanism, classifier } = kind
  const model = { mechanism, classifier, trainer, modelId }
  const bytes = writeSnapshot({ chainId: 1, model, events: told, blocks, time: 1n })
  return restoreModel(decodeSnapshot(bytes), { knownHashes: true }).twin
}

function action(twin: Twin, functionName: string): Action {
  return twin[functionName as keyof Twin] as unknown as Action
}

function attempt(run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof TwinError)) throw error
    return { errorName: error.errorName, args: error.args }
  }
}
