import type { Snapshot } from '../snapshot/snapshot.ts'
import type { CotrainClient } from './internal/client.ts'
import { type CheckedSnapshot, syncSnapshot } from './internal/snapshot/syncSnapshot.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type CheckSnapshotParameters = {
  /** As `decodeSnapshot` gives it. */
  snapshot: Snapshot
}
export type CheckSnapshotReturnType = CheckedSnapshot

/**
 * Proves a snapshot that anybody may have made, and brings it to the newest block. No event before its last block is
 * asked for.
 *
 * - Its block must be on the chain, and the client's chain the one that it names.
 * - All of its events are replayed into a twin; the log's hashes are computed anew from the contributions.
 * - At the newest block, everything that the contract lets one read is compared with the twin: the log, which of all
 *   entries are touched, the mechanism's state of the model and of everybody whom the events name, and the parameters:
 *   word by word where there is a view of them, else by scores of random samples, which overlook an altered parameter
 *   with a probability below 2^-20.
 * - The metadata and the names of classes are compared with the receipts of the transactions that told them; `words` is
 *   undefined where the node does not have these.
 *
 * What no view tells is not proved: numbers of blocks and hashes of transactions of old events, who got the last of a
 * deposit, pledges to pools that the events leave out, and counts of classes that have no samples yet.
 *
 * @throws SnapshotMismatchError, NodeStateMissingError, and what the client throws
 *
 * @example
 * const snapshot = decodeSnapshot(await readFile('spam.cotrain'))
 * const { synced } = await checkSnapshot(client, { snapshot })
 */
export async function checkSnapshot(
  client: CotrainClient,
  { snapshot }: CheckSnapshotParameters,
): Promise<CheckSnapshotReturnType> {
  const { model } = snapshot
  return withTrainerErrors(client, model.trainer, () => syncSnapshot(client, { model, from: snapshot }))
}
