import { HistoryIncompleteError } from '../../../errors/network.ts'
import type { ModelReference } from '../../../kinds/modelId.ts'
import { EntryLog } from '../../../record/EntryLog.ts'
import { entriesOfPage } from '../../../record/hashes.ts'
import type { CotrainClient } from '../client.ts'
import type { TrainerEvent } from '../getEvents.ts'
import { readTrainer } from '../readTrainer.ts'
import { blockSince } from '../sync/blockSince.ts'
import { readEvents } from '../sync/readEvents.ts'
import { withTrainerErrors } from '../trainerErrors.ts'

/** The events that entries of the log come from; their second indexed value is the entry's position. */
const entryEvents = ['Judged', 'Contributed', 'Changed'] as const

/**
 * Reads the pages of a model's log from that of one position to that of another, from their own events: no more is
 * needed for the proof of an entry.
 *
 * @throws HistoryIncompleteError when the node leaves out events
 */
export async function readPages(
  client: CotrainClient,
  model: ModelReference,
  from: bigint,
  to: bigint,
): Promise<EntryLog> {
  const { modelId } = model
  const size = BigInt(entriesOfPage)
  const first = (from / size) * size
  const count = Number((to / size + 1n) * size - first)
  const index = Array.from({ length: count }, (_, i) => first + BigInt(i))
  const { createdAt } = await readTrainer(client, { model, functionName: 'model', args: [modelId] })
  const events = await withTrainerErrors(client, model.trainer, async () => {
    const fromBlock = await blockSince(client, createdAt)
    return readEvents(client, { trainer: model, modelId, index, eventNames: entryEvents, fromBlock })
  })
  return logOf(events, Number(first))
}

/** The part of a log from position `first` on that events tell of. */
function logOf(events: readonly TrainerEvent[], first: number): EntryLog {
  let log: EntryLog | undefined
  let surprising = false
  for (const { eventName, args } of events) {
    if (eventName === 'Judged') surprising = args.surprising
    if (eventName !== 'Contributed' && eventName !== 'Changed') continue
    log ??= new EntryLog({ first, before: args.before })
    const position = eventName === 'Contributed' ? args.index : args.position
    if (BigInt(log.entries) !== position || log.running !== args.before) {
      throw new HistoryIncompleteError({ reason: `the entry at position ${position} does not follow` })
    }
    if (eventName === 'Changed') log.append(args.leaf)
    else log.append({ ...args, surprising, remaining: args.deposit, takers: [] })
    surprising = false
  }
  return log ?? new EntryLog({ first })
}
