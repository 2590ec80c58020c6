import { type Hex, toHex } from 'viem'
import { argumentOf } from '../../src/actions/internal/record/argumentOf.ts'
import type { Contribution } from '../../src/kinds/index.ts'
import { type CallContext, type Twin, TwinError } from '../../src/twin/index.ts'
import type { TrainerCall, Transaction } from './Chain.ts'

/** The proof that the twin gives of a contribution's last entry; of what is not there, one that cannot be right. */
export function proofFor(twin: Twin, modelId: bigint, index: bigint, count = 1): Hex {
  return proofAt(twin, modelId, twin.positionOf(modelId, index) ?? index, count)
}

/** The same of the entries from `position` on. */
function proofAt(twin: Twin, modelId: bigint, position: bigint, count = 1): Hex {
  const { entries } = twin.log(modelId)
  if (position + BigInt(count) <= entries) return twin.proof(modelId, position, count)
  return `0x04${toHex(position, { size: 4 }).slice(2)}${'00'.repeat(24)}`
}

/**
 * A transaction of the twin as the contract takes it: claims name the contribution by its state alone, and bring a proof.
 * The twin must be as it is before the transaction.
 */
export function onChain(twin: Twin, call: CallContext, transaction: Transaction): Transaction {
  if (transaction.functionName !== 'multicall') return { ...transaction, ...translated(twin, transaction) }
  const items = twin.simulate(() =>
    (transaction.args[0] as TrainerCall[]).map(item => {
      const there = translated(twin, item)
      run(twin, call, item)
      return there
    }),
  )
  return { ...transaction, args: [items] }
}

/** Those that come after one that fails do not matter. */
function run(twin: Twin, call: CallContext, { functionName, args }: TrainerCall): void {
  const action = twin[functionName as keyof Twin] as unknown as (
    call: CallContext,
    ...args: readonly unknown[]
  ) => unknown
  try {
    action({ ...call, value: 0n }, ...args)
  } catch (error) {
    if (!(error instanceof TwinError)) throw error
  }
}

function translated(twin: Twin, { functionName, args }: TrainerCall): TrainerCall {
  const [modelId, index] = args as [bigint, bigint]
  const proof = () => proofFor(twin, modelId, index)
  switch (functionName) {
    case 'refund':
    case 'take':
    case 'verify':
    case 'reportContribution':
    case 'confirm':
    case 'challengeTogether':
    case 'challenge': {
      const [, , contribution, ...rest] = args as [bigint, bigint, Contribution, ...unknown[]]
      return { functionName, args: [modelId, argumentOf(contribution), ...rest, proof()] }
    }
    case 'dispute': {
      const [, , contribution, challenges] = args as [bigint, bigint, Contribution, unknown]
      return { functionName, args: [modelId, argumentOf(contribution), challenges, proof()] }
    }
    case 'conclude': {
      const [, contribution, ...rest] = args as [bigint, Contribution, ...unknown[]]
      return { functionName, args: [modelId, argumentOf(contribution), ...rest] }
    }
    case 'dropDuplicate': {
      const [, , contribution, challenges, original] = args as [
        bigint,
        bigint,
        Contribution,
        unknown,
        Contribution,
      ]
      const made = { ...original, index: Number(original.index) }
      const proofOfOriginal = proofAt(twin, modelId, original.index)
      const given = [modelId, argumentOf(contribution), challenges, proof(), made, proofOfOriginal]
      return { functionName, args: given }
    }
    case 'refundBatch': {
      const [, contributions] = args as [bigint, readonly Contribution[]]
      const first = contributions[0]
      const all = first ? proofFor(twin, modelId, first.index, contributions.length) : '0x'
      return { functionName, args: [modelId, contributions.map(argumentOf), all] }
    }
    default:
      return { functionName, args }
  }
}
