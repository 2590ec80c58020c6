import type { Hash, TransactionReceipt } from 'viem'
import { WrongPhaseError } from '../../errors/market.ts'
import { TransactionTimeoutError } from '../../errors/transaction.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import { type CotrainClient, type WriteParameters, writing } from '../internal/client.ts'
import { argumentOf } from '../internal/record/argumentOf.ts'
import { type TrainerEventValues, waitForEvents } from '../internal/waitForEvents.ts'
import { writeTrainer } from '../internal/writeTrainer.ts'
import { type SyncedModel, syncModel } from '../syncModel.ts'
import { getMarket } from './getMarket.ts'
import { type PlanSettlementParameters, planSettlement, type SettlementPlan } from './planSettlement.ts'

export type SettleMarketParameters = PlanSettlementParameters & {
  /** The step to make. @default planned now */
  plan?: SettlementPlan | undefined
}
/** The transaction's hash. */
export type SettleMarketReturnType = Hash
export type SettleMarketSyncReturnType = {
  /** Contributions that were scored. */
  scored: TrainerEventValues<'Scored'>[]
  /** Whether all are now. */
  settled: boolean
  receipt: TransactionReceipt
}

/**
 * Makes the next step of a settlement: contributions are tried on the hidden test samples in the order that was drawn,
 * as many as the gas allows. Anybody may do this.
 *
 * @throws WrongMechanismError, WrongPhaseError, NotNextError when somebody else was faster, GasTooLowError
 *
 * @example
 * const { scored, settled } = await settleMarketSync(client, { model, gasBudget: 5_000_000n })
 */
export async function settleMarket(
  client: CotrainClient,
  parameters: SettleMarketParameters,
): Promise<SettleMarketReturnType> {
  const { model } = parameters
  assertUnder(model, 'market')
  const plan = parameters.plan ?? (await planSettlement(client, parameters))
  if (!plan) {
    const { phase } = await getMarket(client, { model })
    throw new WrongPhaseError({ modelId: model.modelId, phase })
  }
  const { contributions, proofs, samples } = plan
  const args = [model.modelId, contributions.map(argumentOf), proofs, samples] as const
  return writeTrainer(client, { ...writing(parameters), model, functionName: 'settle', args })
}

/** As {@link settleMarket}, but waits until it is mined. */
export async function settleMarketSync(
  client: CotrainClient,
  parameters: SettleMarketParameters,
): Promise<SettleMarketSyncReturnType> {
  const hash = await settleMarket(client, parameters)
  const { model } = parameters
  const { events: scored, receipt } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'Scored',
  })
  const { events } = await waitForEvents(client, {
    ...writing(parameters),
    model,
    hash,
    eventName: 'MarketSettled',
  })
  return { scored, settled: events.length > 0, receipt }
}

export type SettleAllParameters = WriteParameters & {
  model: ModelReference<'market'>
  /** Gas that one step may need. @default 10,000,000 */
  gasBudget?: bigint | undefined
  /** Called after each step, with numbers of contributions. */
  onProgress?: ((progress: { scored: number; total: number }) => void) | undefined
}
export type SettleAllReturnType = {
  hashes: Hash[]
}

/** Steps in a row that may fail because somebody else settles as well. */
const maxFailures = 3

/**
 * Makes steps until the market is settled; others may make some in between.
 *
 * @throws as `settleMarket`
 *
 * @example
 * await settleAll(client, { model, onProgress: ({ scored, total }) => console.log(scored, total) })
 */
export async function settleAll(
  client: CotrainClient,
  parameters: SettleAllParameters,
): Promise<SettleAllReturnType> {
  const { account, model, gasBudget, onProgress } = parameters
  assertUnder(model, 'market')
  const hashes: Hash[] = []
  let synced: SyncedModel<'market'> | undefined
  for (let failures = 0; ; ) {
    synced = await syncModel(client, { model, previous: synced })
    const plan = await planSettlement(client, { account, model, gasBudget, synced })
    const total = synced.contributions.length
    onProgress?.({ scored: plan ? total - plan.left : total, total })
    if (!plan) return { hashes }
    try {
      const { receipt } = await settleMarketSync(client, { ...writing(parameters), model, plan })
      hashes.push(receipt.transactionHash)
      failures = 0
    } catch (error) {
      failures++
      // what is not mined yet may still be
      if (error instanceof TransactionTimeoutError || failures > maxFailures) throw error
    }
  }
}
