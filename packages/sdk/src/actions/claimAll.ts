import { encodeFunctionData, type Hash, type Hex } from 'viem'
import { assertUnder, type DepositKind, kinds } from '../kinds/kinds.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import { type CotrainClient, type WriteParameters, writing } from './internal/client.ts'
import { type TrainerEventValues, waitForEvents } from './internal/waitForEvents.ts'
import { writeTrainer } from './internal/writeTrainer.ts'
import { type Claim, listClaims } from './listClaims.ts'

export type ClaimAllParameters = WriteParameters & {
  model: ModelReference<DepositKind>
  /** Those of `listClaims` to send; what cannot be claimed now is left out. @default all that can be claimed now */
  claims?: readonly Claim[] | undefined
}
/** The hashes of the transactions; none when there is nothing to claim. */
export type ClaimAllReturnType = Hash[]
export type ClaimAllSyncReturnType = {
  refunded: TrainerEventValues<'Refunded'>[]
  taken: TrainerEventValues<'Taken'>[]
  /** What was paid in all, in wei. */
  total: bigint
  hashes: Hash[]
}

/** Claims in one transaction: each takes some 60,000 gas, 300,000 with a long sample. */
const claimsPerTransaction = 30

/**
 * Claims all that an account can claim now, refunds first, many in a transaction. A transaction succeeds with all of its
 * claims or not at all: if somebody else is faster with one of them, list the claims again and retry.
 *
 * @throws as `refund` and `take`
 *
 * @example
 * const { total } = await claimAllSync(client, { model })
 */
export async function claimAll(
  client: CotrainClient,
  parameters: ClaimAllParameters,
): Promise<ClaimAllReturnType> {
  const { account, model } = parameters
  assertUnder(model, 'deposit-refund-take')
  const claims = parameters.claims ?? (await listClaims(client, { model, account }))
  const calls = [...calldata(model, claims, 'refund'), ...calldata(model, claims, 'take')]
  const hashes: Hash[] = []
  for (let start = 0; start < calls.length; start += claimsPerTransaction) {
    const args = [calls.slice(start, start + claimsPerTransaction)] as const
    hashes.push(
      await writeTrainer(client, { ...writing(parameters), model, functionName: 'multicall', args }),
    )
  }
  return hashes
}

/** As {@link claimAll}, but waits until all is mined. */
export async function claimAllSync(
  client: CotrainClient,
  parameters: ClaimAllParameters,
): Promise<ClaimAllSyncReturnType> {
  const { kind } = parameters.model
  const hashes = await claimAll(client, parameters)
  const refunded: TrainerEventValues<'Refunded'>[] = []
  const taken: TrainerEventValues<'Taken'>[] = []
  for (const hash of hashes) {
    refunded.push(
      ...(await waitForEvents(client, { ...writing(parameters), kind, hash, eventName: 'Refunded' })).events,
    )
    taken.push(
      ...(await waitForEvents(client, { ...writing(parameters), kind, hash, eventName: 'Taken' })).events,
    )
  }
  const total = [...refunded, ...taken].reduce((sum, { amount }) => sum + amount, 0n)
  return { refunded, taken, total, hashes }
}

function calldata(
  model: ModelReference<DepositKind>,
  claims: readonly Claim[],
  action: 'refund' | 'take',
): Hex[] {
  const { abi } = kinds[model.kind]
  return claims
    .filter(claim => claim.action === action)
    .map(({ index, contribution }) =>
      encodeFunctionData({ abi, functionName: action, args: [model.modelId, index, contribution] }),
    )
}
