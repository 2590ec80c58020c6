import type { Hex } from 'viem'
import type { ModelReference } from '../kinds/modelId.ts'
import type { CotrainClient } from './internal/client.ts'
import { readTrainer } from './internal/readTrainer.ts'

export type GetLogParameters = { model: ModelReference }
export type GetLogReturnType = {
  /** The hash that is chained over all entries; zero when there are none. */
  running: Hex
  /** How many entries there are: contributions, and changes of their states. */
  entries: bigint
  /** When the last contribution was made, in seconds since 1970; 0 when there is none. */
  lastContribution: bigint
  /** The running hash at which proofs can end besides, of how many entries it is and when it was pinned. */
  pin: { running: Hex; entries: bigint; time: bigint } | undefined
}

/**
 * Reads how far the log of a model has got.
 *
 * @example
 * const { entries, running } = await getLog(client, { model })
 */
export async function getLog(client: CotrainClient, { model }: GetLogParameters): Promise<GetLogReturnType> {
  const args = [model.modelId] as const
  const [log, [running, entries, time]] = await Promise.all([
    readTrainer(client, { model, functionName: 'log', args }),
    readTrainer(client, { model, functionName: 'pinned', args }),
  ])
  return { ...log, pin: entries === 0n ? undefined : { running, entries, time } }
}
