import type { ModelReference } from '../../kinds/modelId.ts'
import type { CotrainClient } from './client.ts'
import { getEvents } from './getEvents.ts'
import type { TrainerEventValues } from './waitForEvents.ts'

/** The event that created a model, if the node still has it. */
export async function getCreation(
  client: CotrainClient,
  model: ModelReference,
  createdBlock: bigint,
): Promise<TrainerEventValues<'ModelCreated'> | undefined> {
  const { modelId } = model
  const events = await getEvents(client, {
    trainer: model,
    modelId,
    fromBlock: createdBlock,
    toBlock: createdBlock,
  })
  const created = events.find(event => event.eventName === 'ModelCreated')
  return created?.eventName === 'ModelCreated' ? created.args : undefined
}
