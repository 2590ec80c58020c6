import type { Hex } from 'viem'
import { DuplicateSampleError } from '../../errors/duplicate.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { isUnder } from '../../kinds/under.ts'
import type { CotrainClient } from './client.ts'
import type { ContributionRecord } from './history.ts'
import { readTrainer } from './readTrainer.ts'
import { blockSince } from './sync/blockSince.ts'
import { readEvents } from './sync/readEvents.ts'
import { withTrainerErrors } from './trainerErrors.ts'

/** What an action needs to know to refuse a sample that would be dropped. */
export type DuplicateParameters = {
  /** Under bonds: send a sample that the model was given before, too, which anybody can have dropped. @default false */
  allowDuplicate?: boolean | undefined
  /** Under bonds: all contributions, if they are at hand. @default their samples are read */
  history?: readonly Pick<ContributionRecord, 'index' | 'sample'>[] | undefined
}

/** Which contribution had each sample first. */
export function firstOfEach(
  contributions: readonly Pick<ContributionRecord, 'index' | 'sample'>[],
): ReadonlyMap<Hex, bigint> {
  const first = new Map<Hex, bigint>()
  for (const { index, sample } of contributions) if (!first.has(sample)) first.set(sample, index)
  return first
}

/** Under bonds, throws where the model was given one of these samples before. @throws DuplicateSampleError */
export async function refuseDuplicates(
  client: CotrainClient,
  model: ModelReference,
  samples: readonly Hex[],
  { allowDuplicate = false, history }: DuplicateParameters,
): Promise<void> {
  if (allowDuplicate || !isUnder(model, 'bonded')) return
  if (new Set(samples).size < samples.length) throw new DuplicateSampleError({ original: undefined })
  const first = firstOfEach(history ?? (await readSamples(client, model)))
  const known = samples.find(sample => first.has(sample))
  if (known !== undefined) throw new DuplicateSampleError({ original: first.get(known) })
}

/** The sample of each contribution, from the chain's events. */
async function readSamples(client: CotrainClient, model: ModelReference) {
  const { modelId } = model
  const { createdAt } = await readTrainer(client, { model, functionName: 'model', args: [modelId] })
  const events = await withTrainerErrors(client, model.trainer, async () => {
    const fromBlock = await blockSince(client, createdAt)
    return readEvents(client, { trainer: model, modelId, eventNames: ['Contributed'], fromBlock })
  })
  return events.flatMap(({ eventName, args }) => (eventName === 'Contributed' ? [args] : []))
}
