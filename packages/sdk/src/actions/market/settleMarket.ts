import type { Hash, TransactionReceipt } from 'viem'
import { WrongPhaseError } from '../../errors/market.ts'
import { SendingRefusedError } from '../../errors/sending.ts'
import { TransactionTimeoutError } from '../../errors/transaction.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { eventsIn, type TrainerEventValues, waitForSuccess } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'
import { getMarket } from './getMarket.ts'
import {
  argumentsOf,
  type PlanSettlementParameters,
  planSettlement,
  type SettlementPlan,
} from './planSettlement.ts'

export type SettleBundleParameters = PlanSettlementParameters & {
  /** The step to make. @default planned now */
  plan?: SettlementPlan | undefined
}
/** The transaction's hash. */
export type SettleBundleReturnType = Hash
export type SettleBundleSyncReturnType = {
  /** How far the bundle was tried, if it is not scored yet; and how it came out, if it is. */
  tried: TrainerEventValues<'BundleTried'> | undefined
  scored: TrainerEventValues<'BundleSettled'> | undefined
  /** Whether the market is settled with it. */
  settled: boolean
  receipt: TransactionReceipt
}

/**
 * Makes the next step of a settlement: the bundle that is next by lot is tried on the test set, as far as the gas allows.
 * Anybody may do this, and gets the part of the bundle's fee that the step is worth.
 *
 * @throws WrongMechanismError, WrongPhaseError, NotNextError or WrongBundleError when somebody else was faster
 *
 * @example
 * const { scored, settled } = await settleBundleSync(client, { model, gasBudget: 5_000_000n })
 */
export async function settleBundle(
  client: CotrainClient,
  parameters: SettleBundleParameters,
): Promise<SettleBundleReturnType> {
  const { model } = parameters
  assertUnder(model, 'market')
  const plan = parameters.plan ?? (await planSettlement(client, parameters))
  if (!plan) {
    const { phase } = await getMarket(client, { model })
    throw new WrongPhaseError({ modelId: model.modelId, phase })
  }
  const args = argumentsOf(model, plan)
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'settle', args })
}

/** As {@link settleBundle}, but waits until it is mined. */
export async function settleBundleSync(
  client: CotrainClient,
  parameters: SettleBundleParameters,
): Promise<SettleBundleSyncReturnType> {
  const hash = await settleBundle(client, parameters)
  const { model } = parameters
  const receipt = await waitForSuccess(client, { ...writing(parameters), model, hash })
  return {
    tried: eventsIn(receipt, model, 'BundleTried')[0],
    scored: eventsIn(receipt, model, 'BundleSettled')[0],
    settled: eventsIn(receipt, model, 'MarketSettled').length > 0,
    receipt,
  }
}

export type SettleMarketParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Gas that one step may need. @default 10,000,000 */
  gasBudget?: bigint | undefined
  /** Called before each step and after the last: bundles that are scored, and how far the next one is tried. */
  onProgress?:
    | ((progress: { scored: number; total: number; tested: number; testSamples: number }) => void)
    | undefined
}
export type SettleMarketReturnType = {
  /** The transactions of this call's steps. */
  hashes: Hash[]
  /** The bundles that they scored. */
  scored: TrainerEventValues<'BundleSettled'>[]
}

/** Steps in a row that may fail because somebody else settles as well. */
const maxFailures = 3

/**
 * Makes steps until the market is settled; others may make some in between.
 *
 * @throws as `settleBundle`; WrongPhaseError when the market is not being settled, nor settled
 *
 * @example
 * await settleMarket(client, { model, onProgress: ({ scored, total }) => console.log(scored, total) })
 */
export async function settleMarket(
  client: CotrainClient,
  parameters: SettleMarketParameters,
): Promise<SettleMarketReturnType> {
  const { account, model, gasBudget, onProgress } = parameters
  assertUnder(model, 'market')
  const done: SettleMarketReturnType = { hashes: [], scored: [] }
  let synced: SyncedModel<'market'> | undefined
  for (let failures = 0; ; ) {
    synced = await syncModel(client, { model, previous: synced })
    const plan = await planSettlement(client, { account, model, gasBudget, synced })
    if (!plan) {
      onProgress?.(await endOf(client, synced))
      return done
    }
    const { scored, total, tested, testSamples } = plan
    onProgress?.({ scored, total, tested, testSamples })
    try {
      const step = await settleBundleSync(client, { ...writing(parameters, done.hashes.length), model, plan })
      done.hashes.push(step.receipt.transactionHash)
      if (step.scored) done.scored.push(step.scored)
      failures = 0
    } catch (error) {
      failures++
      // what is not mined yet may still be
      const isFinal = error instanceof TransactionTimeoutError || error instanceof SendingRefusedError
      if (isFinal || failures > maxFailures) throw error
    }
  }
}

/** How far a market has come that has nothing to settle any more. @throws WrongPhaseError when it never had */
async function endOf(client: CotrainClient, synced: SyncedModel<'market'>) {
  const { model } = synced
  const { phase, phaseName, settled, revealed, options } = await getMarket(client, { model, synced })
  if (phaseName !== 'settled') throw new WrongPhaseError({ modelId: model.modelId, phase })
  return { scored: Number(settled), total: Number(revealed), tested: 0, testSamples: options.testSamples }
}
