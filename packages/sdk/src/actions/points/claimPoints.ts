import { encodeFunctionData, type Hash, type Hex } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import { TwinError } from '../../twin/index.ts'
import type { CotrainClient, WriteParameters } from '../internal/client.ts'
import { outlookOf } from '../internal/outlook.ts'
import { sendAll, waitForAll } from '../internal/sendAll.ts'
import type { TrainerEventValues } from '../internal/waitForEvents.ts'
import { listPoints, type PointsClaim } from './listPoints.ts'

export type ClaimPointsParameters = WriteParameters & {
  model: ModelReference<'points'>
  /** Those of `listPoints` to send; what cannot be claimed now is left out. @default all that can be claimed now */
  claims?: readonly PointsClaim[] | undefined
}
/** The hashes of the transactions; none when there is nothing to claim. */
export type ClaimPointsReturnType = Hash[]
export type ClaimPointsSyncReturnType = {
  verified: TrainerEventValues<'Verified'>[]
  confirmed: TrainerEventValues<'ReportConfirmed'>[]
  dismissed: TrainerEventValues<'ReportDismissed'>[]
  /** Points that the account has earned by all of it. */
  points: bigint
  hashes: Hash[]
}

/** Claims in one transaction: each takes some 60,000 gas, 300,000 with a long sample. */
const claimsPerTransaction = 30

/**
 * Verifies the account's contributions and ends its reports, all that can be done now, many in a transaction. What the
 * daily cap does not allow today is left for tomorrow.
 *
 * @throws as `verify` and `confirmReport`
 *
 * @example
 * const { points } = await claimPointsSync(client, { model })
 */
export async function claimPoints(
  client: CotrainClient,
  parameters: ClaimPointsParameters,
): Promise<ClaimPointsReturnType> {
  const calls = await callsOf(client, parameters)
  return sendAll(client, parameters, calls, { most: claimsPerTransaction })
}

/** As {@link claimPoints}, but waits until all is mined. */
export async function claimPointsSync(
  client: CotrainClient,
  parameters: ClaimPointsParameters,
): Promise<ClaimPointsSyncReturnType> {
  const hashes = await claimPoints(client, parameters)
  const eventsOf = await waitForAll(client, parameters, hashes)
  const [verified, confirmed] = [eventsOf('Verified'), eventsOf('ReportConfirmed')]
  const earned = [...verified, ...confirmed].reduce((sum, { points }) => sum + points, 0n)
  return { verified, confirmed, dismissed: eventsOf('ReportDismissed'), points: earned, hashes }
}

/** The calls that succeed one after the other, by the twin: the daily cap may leave some out. */
async function callsOf(
  client: CotrainClient,
  { account, model, claims }: ClaimPointsParameters,
): Promise<Hex[]> {
  const { synced, call } = await outlookOf(client, 'points', { model, account })
  const given = claims ?? (await listPoints(client, { model, account, synced, time: call.time }))
  const abi = abiOf(model)
  const { twin } = synced
  const calls: Hex[] = []
  twin.simulate(() => {
    for (const { index, action } of given) {
      const contribution = twin.contribution(model.modelId, index)
      if (contribution === undefined || (action !== 'verify' && action !== 'confirm')) continue
      const args = [model.modelId, index, contribution] as const
      try {
        twin[action](call, ...args)
      } catch (error) {
        if (error instanceof TwinError) continue
        throw error
      }
      calls.push(encodeFunctionData({ abi, functionName: action, args }))
    }
  })
  return calls
}
