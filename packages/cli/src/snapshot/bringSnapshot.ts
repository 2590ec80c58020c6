import {
  type CotrainClient,
  type CotrainStorage,
  checkSnapshot,
  keepSnapshot,
  type ModelReference,
  memoryStorage,
} from '@cotrain/sdk'
import { readSnapshot } from './readSource.ts'

/** The model that a snapshot was of, and where it is kept now that it is proved. */
export type Brought = { model: ModelReference; storage: CotrainStorage; words: boolean | undefined }

/**
 * Proves the snapshot that the user named with `--from`, and keeps its model, so that the command goes on from it. Names
 * that nobody vouches for are not kept longer than the command lasts.
 *
 * @throws CliError, SnapshotMalformedError, SnapshotMismatchError, NodeStateMissingError
 */
export async function bringSnapshot(
  client: CotrainClient,
  source: string,
  storage: CotrainStorage,
): Promise<Brought> {
  const snapshot = await readSnapshot(source)
  const checked = await checkSnapshot(client, { snapshot })
  const { words } = checked
  if (words === undefined) {
    process.stderr.write(
      'The node has no receipts of back then: names of the model and its classes are those that the snapshot says.\n',
    )
  }
  const place = words ? storage : memoryStorage()
  await keepSnapshot(client, { checked, storage: place })
  return { model: checked.synced.model, storage: place, words }
}
