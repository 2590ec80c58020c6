import type { Hex } from 'viem'
import { estimateContractGas } from 'viem/actions'
import type { ModelReference } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import { assertUnder } from '../../kinds/under.ts'
import { phases } from '../../twin/types/Market.ts'
import { addressOf, type CotrainClient, senderOf, type WriteParameters } from '../internal/client.ts'
import type { ContributionRecord } from '../internal/history.ts'
import { pendingTime } from '../internal/pendingTime.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { withTrainerErrors } from '../internal/trainerErrors.ts'
import { transactionLimit } from '../internal/transactionLimit.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'

export type PlanSettlementParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Gas that the step may need. @default 10,000,000 */
  gasBudget?: bigint | undefined
  /** The model's history, if it is at hand. @default synced now */
  synced?: SyncedModel<'market'> | undefined
}

/** The next step of a settlement. */
export type SettlementPlan = {
  /** The contributions that it works off, in the order of scoring. */
  contributions: readonly ContributionRecord[]
  /** That each of them stands in the log. */
  proofs: readonly Hex[]
  /** Predictions of test samples that it makes at most. */
  samples: bigint
  /** What the node estimates that it needs. */
  gas: bigint
  /** The contribution that it begins with, and on how many hidden test samples that has been tried already. */
  index: bigint
  tried: bigint
  /** Contributions that are not scored yet, and those that will not be after this step. */
  left: number
  leftAfter: number
}
/** Undefined when there is nothing to settle. */
export type PlanSettlementReturnType = SettlementPlan | undefined

/** Contributions that one step brings at most: their samples are calldata. */
const maxContributions = 128
/** What the first guess takes a prediction for. */
const gasPerSample = 60_000n
const maxGuesses = 8

/**
 * Plans the next step of a settlement: as much as a budget of gas allows, by the node's own estimate.
 *
 * @throws WrongMechanismError, AccountMissingError, and as `syncModel`
 *
 * @example
 * const plan = await planSettlement(client, { model, gasBudget: 5_000_000n })
 * if (plan) await settleMarketSync(client, { model, plan })
 */
export async function planSettlement(
  client: CotrainClient,
  { account, model, gasBudget = 10_000_000n, synced }: PlanSettlementParameters,
): Promise<PlanSettlementReturnType> {
  assertUnder(model, 'market')
  const sender = addressOf(senderOf(client, { account }))
  const history = synced ?? (await syncModel(client, { model }))
  const time = await pendingTime(client, history)
  if (history.twin.phase(model.modelId, time) !== phases.Settling) return undefined

  let samples = gasBudget / gasPerSample || 1n
  let best: SettlementPlan | undefined
  for (let guess = 0; guess < maxGuesses; guess++) {
    const step = stepOf(history, samples, time)
    const gas = await estimate(client, model, step, sender)
    if (
      gas !== undefined &&
      (gas <= gasBudget || (samples === 1n && gas <= (await transactionLimit(client))))
    ) {
      if (!best || step.samples > best.samples) best = { ...step, gas }
      // All of it, or nearly all that the budget pays for.
      if (step.leftAfter === 0 || gas * 10n >= gasBudget * 8n) break
    }
    const next = gas === undefined ? samples / 4n : (samples * gasBudget * 9n) / (gas * 10n)
    const bounded = next < 1n ? 1n : next
    if (bounded === samples || (best && bounded <= best.samples)) break
    samples = bounded
  }
  if (best) return best
  const least = stepOf(history, 1n, time)
  // Its last contribution may be too large for any transaction: those before it come first, so that it can be dropped.
  const before = least.contributions.length - 1
  const step = before === 0 ? least : stepOf(history, 1n, time, before)
  return { ...step, gas: (await estimate(client, model, step, sender)) ?? gasBudget }
}

type Step = Omit<SettlementPlan, 'gas'>

/** What so many predictions are enough for, of at most so many contributions, by the twin. */
function stepOf(
  { twin, model, contributions, blockNumber }: SyncedModel<'market'>,
  samples: bigint,
  time: bigint,
  most = maxContributions,
): Step {
  const { modelId } = model
  const { scored, tried } = twin.incentive(modelId, time)
  const total = contributions.length
  const upcoming = Array.from({ length: Math.min(most, total - Number(scored)) }, (_, i) => {
    const index = twin.scoredAt(modelId, scored + BigInt(i), time)
    return contributions[Number(index)]!
  })
  const { events } = twin.simulate(() =>
    twin.settle({ sender: model.trainer, time, blockNumber }, modelId, upcoming, samples),
  )
  const done = events.filter(({ eventName }) => eventName === 'Scored').length
  const begun = events.some(({ eventName }) => eventName === 'SettlementAdvanced') ? 1 : 0
  const next = upcoming.slice(0, Math.max(1, done + begun))
  return {
    contributions: next,
    proofs: next.map(({ position }) => twin.proof(modelId, position)),
    samples,
    index: upcoming[0]!.index,
    tried,
    left: total - Number(scored),
    leftAfter: total - Number(scored) - done,
  }
}

/** The node's estimate; undefined when the step needs more than a transaction may have. */
async function estimate(
  client: CotrainClient,
  model: ModelReference<'market'>,
  { contributions, proofs, samples }: Step,
  account: `0x${string}`,
): Promise<bigint | undefined> {
  const abi = abiOf(model)
  const args = [model.modelId, contributions.map(argumentOf), proofs, samples] as const
  const call = { abi, address: model.trainer, functionName: 'settle', args, account } as const
  return withTrainerErrors(client, model.trainer, () => estimateContractGas(client, call as never)).catch(
    () => undefined,
  )
}
