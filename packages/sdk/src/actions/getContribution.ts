import { getBlockNumber } from 'viem/actions'
import { NoOpenContributionError } from '../errors/incentive.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { Contribution } from '../kinds/types.ts'
import type { CotrainClient } from './internal/client.ts'
import { getEvents } from './internal/getEvents.ts'
import { readTrainer } from './internal/readTrainer.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'

export type GetContributionParameters = {
  model: ModelReference
  /** The contribution's number in the model. */
  index: bigint
}
/** The contribution's state as a claim brings it to the chain. */
export type GetContributionReturnType = Contribution

/**
 * Puts the state of an open contribution together from the chain's events: the chain itself keeps its hash only.
 *
 * @throws NoOpenContributionError when there is none, or its deposit is all paid out; UnknownModelError
 *
 * @example
 * const { label, remaining } = await getContribution(client, { model, index: 0n })
 */
export async function getContribution(
  client: CotrainClient,
  { model, index }: GetContributionParameters,
): Promise<GetContributionReturnType> {
  const { modelId } = model
  const { createdBlock } = await readTrainer(client, { model, functionName: 'model', args: [modelId] })
  const events = await withTrainerErrors(client, model.trainer, async () => {
    const toBlock = await getBlockNumber(client, { cacheTime: 0 })
    return getEvents(client, { trainer: model, modelId, index, fromBlock: createdBlock, toBlock })
  })

  let contribution: Contribution | undefined
  for (const { eventName, args } of events) {
    if (eventName === 'Contributed') {
      const { contributor, label, time, deposit, sample } = args
      contribution = { contributor, label, time, deposit, remaining: deposit, takers: [], sample }
    } else if (eventName === 'Refunded') {
      contribution = undefined
    } else if (eventName === 'Taken' && contribution) {
      const { remaining, taker } = args
      contribution =
        remaining === 0n ? undefined : { ...contribution, remaining, takers: [...contribution.takers, taker] }
    }
  }
  if (!contribution) throw new NoOpenContributionError({ modelId, index })
  return contribution
}
