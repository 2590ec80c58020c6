import type { Contribution } from '@cotrain/sdk/kinds'
import type { Twin } from '@cotrain/sdk/twin'
import type { Hex } from 'viem'

/** The functions that are about one contribution: the twin takes its number and its state, the contract the state and a proof. */
const claims: ReadonlySet<string> = new Set([
  'refund',
  'take',
  'challenge',
  'challengeTogether',
  'dropDuplicate',
  'dispute',
  'verify',
  'reportContribution',
  'confirm',
])

/** A call as the twin takes it, and the proofs of the contributions that it is about. */
export type ProvenCall = {
  readonly functionName: string
  readonly args: readonly unknown[]
  readonly proofs: readonly Hex[]
}

/** The proofs that a call must bring to the contract. The twin must be as it is before the call. */
export function proofsOf(twin: Twin, functionName: string, args: readonly unknown[]): Hex[] {
  const modelId = args[0] as bigint
  const proofs = claimedBy(functionName, args).map(({ index }) =>
    twin.proof(modelId, twin.positionOf(modelId, index) ?? index),
  )
  if (functionName !== 'dropDuplicate') return proofs
  // A contribution as it was made stands at its number.
  const { index } = args[4] as Pick<Contribution, 'index'>
  return [...proofs, twin.proof(modelId, index)]
}

/** The arguments of a call as the contract takes them, but for samples. */
export function contractArgs({ functionName, args, proofs }: ProvenCall): readonly unknown[] {
  if (!claims.has(functionName)) return args
  const [modelId, , ...rest] = args
  const [proof, originalProof] = proofs
  if (functionName === 'dispute' || functionName === 'dropDuplicate') {
    const [contribution, challenges, original] = rest
    const shown = functionName === 'dispute' ? [] : [original, originalProof]
    return [modelId, contribution, challenges, proof, ...shown]
  }
  return [modelId, ...rest, proof]
}

function claimedBy(functionName: string, args: readonly unknown[]): readonly Contribution[] {
  return claims.has(functionName) ? [args[2] as Contribution] : []
}
