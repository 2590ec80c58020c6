import { encodeFunctionData, type Hash, type Hex } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import { abiOf } from '../kinds/trainers.ts'
import { assertUnder } from '../kinds/under.ts'
import type { CotrainClient, WriteParameters } from './internal/client.ts'
import { sendAll, waitForAll } from './internal/sendAll.ts'
import type { TrainerEventValues } from './internal/waitForEvents.ts'
import { type Claim, listClaims } from './listClaims.ts'

export type ClaimAllParameters = WriteParameters & {
  model: ModelReference<'deposits'>
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
  assertUnder(model, 'deposits')
  const claims = parameters.claims ?? (await listClaims(client, { model, account }))
  const calls = [...calldata(model, claims, 'refund'), ...calldata(model, claims, 'take')]
  return sendAll(client, parameters, calls, { most: claimsPerTransaction })
}

/** As {@link claimAll}, but waits until all is mined. */
export async function claimAllSync(
  client: CotrainClient,
  parameters: ClaimAllParameters,
): Promise<ClaimAllSyncReturnType> {
  const hashes = await claimAll(client, parameters)
  const eventsOf = await waitForAll(client, parameters, hashes)
  const [refunded, taken] = [eventsOf('Refunded'), eventsOf('Taken')]
  const total = [...refunded, ...taken].reduce((sum, { amount }) => sum + amount, 0n)
  return { refunded, taken, total, hashes }
}

function calldata(
  model: ModelReference<'deposits'>,
  claims: readonly Claim[],
  action: 'refund' | 'take',
): Hex[] {
  const abi = abiOf(model)
  return claims
    .filter(claim => claim.action === action)
    .map(({ index, contribution }) =>
      encodeFunctionData({ abi, functionName: action, args: [model.modelId, index, contribution] }),
    )
}
