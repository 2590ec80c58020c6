import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from './client.ts'
import { argumentOf } from './record/argumentOf.ts'
import { type ClaimedParameters, withProof } from './record/provenState.ts'
import { type TrainerEventValues, waitForEvents } from './waitForEvents.ts'
import { writeTrainer } from './writeTrainer.ts'

export type ClaimParameters = WriteParameters &
  Omit<ClaimedParameters, 'model'> & { model: ModelReference<'deposits'> }

const eventNames = { refund: 'Refunded', take: 'Taken' } as const
type EventNames = typeof eventNames

/** Sends a claim of one contribution, with the contribution's state and its proof. */
export async function claim(
  client: CotrainClient,
  functionName: keyof EventNames,
  parameters: ClaimParameters,
): Promise<Hash> {
  const { model } = parameters
  assertUnder(model, 'deposits')
  return withProof(client, parameters, ({ contribution, proof }) => {
    const args = [model.modelId, argumentOf(contribution), proof] as const
    return writeTrainer(client, { ...writing(parameters), model, functionName, args })
  })
}

/** As {@link claim}, but waits until it is mined. */
export async function claimSync<const name extends keyof EventNames>(
  client: CotrainClient,
  functionName: name,
  parameters: ClaimParameters,
): Promise<TrainerEventValues<EventNames[name]> & { receipt: TransactionReceipt }> {
  const hash = await claim(client, functionName, parameters)
  const { model } = parameters
  const { events, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: eventNames[functionName],
  })
  return { ...events[0]!, receipt }
}
