import type { Hash, TransactionReceipt } from 'viem'
import { MaxFeeExceededError } from '../../errors/arbitration.ts'
import { NoOpenContributionError } from '../../errors/record.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { getContribution } from '../getContribution.ts'
import { arbitrationFee, bondedOptions } from '../internal/arbiter.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { type ClaimedParameters, withProof } from '../internal/record/provenState.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'

export type DisputeParameters = WriteParameters &
  Omit<ClaimedParameters, 'model'> & {
    model: ModelReference<'bonded'>
    /** The most to pay the court, in wei. @default whatever its fee is */
    maxFee?: bigint | undefined
  }
/** The transaction's hash. */
export type DisputeReturnType = Hash
export type DisputeSyncReturnType = TrainerEventValues<'Disputed'> & { receipt: TransactionReceipt }

/**
 * Calls the arbiter of a contribution that was challenged as often as it may be, before it is too late. A court's fee is
 * sent along; losing stakes repay it, as far as they go, when a label is found right.
 *
 * @throws WrongMechanismError, NoOpenContributionError, NoArbiterError, NotContestedError, TooLateError,
 * CourtSilentError, MaxFeeExceededError, AlreadyTouchedError
 *
 * @example
 * const { disputeId, until } = await disputeSync(client, { model, index: 3n })
 */
export async function dispute(
  client: CotrainClient,
  parameters: DisputeParameters,
): Promise<DisputeReturnType> {
  const { model, maxFee } = parameters
  assertUnder(model, 'bonded')
  const value = await arbitrationFee(client, await bondedOptions(client, model))
  if (maxFee !== undefined && value > maxFee) throw new MaxFeeExceededError({ fee: value, maxFee })
  return withProof(client, parameters, ({ contribution, proof }) => {
    const { challenges = [] } = contribution
    const args = [model.modelId, argumentOf(contribution), challenges, proof] as const
    return writeTrainer(client, {
      ...writing(parameters),
      model,
      functionName: 'dispute',
      args,
      value,
      comesBack: true,
    })
  })
}

/** As {@link dispute}, but waits until it is mined; `fee` is what the court took, in wei. */
export async function disputeSync(
  client: CotrainClient,
  parameters: DisputeParameters,
): Promise<DisputeSyncReturnType> {
  const hash = await dispute(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Disputed' } as const
  const { events, receipt } = await waitForEvents(client, sent)
  return { ...events[0]!, receipt }
}

export type RuleParameters = WriteParameters & {
  model: ModelReference<'bonded'>
  /** The number of the disputed contribution. */
  index: bigint
  /** The class that the sample belongs to; undefined refuses to rule, so that the contribution is dropped. */
  label: number | undefined
}
/** The transaction's hash. */
export type RuleReturnType = Hash
export type RuleSyncReturnType = TrainerEventValues<'Ruling'> & { receipt: TransactionReceipt }

/**
 * Rules in the dispute about a contribution. The caller must be the model's referee; courts rule by themselves. Anybody
 * may settle the contribution then.
 *
 * @throws WrongMechanismError, NoOpenContributionError, UnknownDisputeError, AlreadyRuledError, TooLateError,
 * RulingOutOfRangeError
 *
 * @example
 * await ruleSync(client, { model, index: 3n, label: 1 })
 */
export async function rule(client: CotrainClient, parameters: RuleParameters): Promise<RuleReturnType> {
  const { model, index, label } = parameters
  assertUnder(model, 'bonded')
  const { dispute: asked, status } = await getContribution(client, { model, index })
  if (!asked || status !== 'disputed') throw new NoOpenContributionError({ modelId: model.modelId, index })
  const ruling = label === undefined ? 0n : BigInt(label) + 1n
  const args = [asked.disputeId, ruling] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'rule', args })
}

/** As {@link rule}, but waits until it is mined. */
export async function ruleSync(
  client: CotrainClient,
  parameters: RuleParameters,
): Promise<RuleSyncReturnType> {
  const hash = await rule(client, parameters)
  const { model } = parameters
  const sent = { ...writing(parameters), model, hash, eventName: 'Ruling' } as const
  const { events, receipt } = await waitForEvents(client, sent)
  return { ...events[0]!, receipt }
}
