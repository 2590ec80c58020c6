import type { Hash, TransactionReceipt } from 'viem'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { Contribution } from '../../kinds/types.ts'
import { assertUnder } from '../../kinds/under.ts'
import { getContribution } from '../getContribution.ts'
import { type CotrainClient, type WriteParameters, writing } from './client.ts'
import { type TrainerEventValues, waitForEvents } from './waitForEvents.ts'
import { writeTrainer } from './writeTrainer.ts'

export type ClaimParameters = WriteParameters & {
  model: ModelReference<'deposits'>
  /** The contribution's number in the model. */
  index: bigint
  /** Its state, if it is at hand. @default read from the chain's events */
  contribution?: Contribution | undefined
}

const eventNames = { refund: 'Refunded', take: 'Taken' } as const
type EventNames = typeof eventNames

/** Sends a claim of one contribution, with the contribution's state. */
export async function claim(
  client: CotrainClient,
  functionName: keyof EventNames,
  parameters: ClaimParameters,
): Promise<Hash> {
  const { model, index, contribution } = parameters
  assertUnder(model, 'deposits')
  const state = contribution ?? (await getContribution(client, { model, index }))
  return writeTrainer(client, {
    ...writing(parameters),
    model,
    functionName,
    args: [model.modelId, index, state],
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
