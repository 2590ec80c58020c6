import { estimateContractGas } from 'viem/actions'
import { abiOf } from '../../kinds/abiOf.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { assertUnder } from '../../kinds/under.ts'
import type { BundleContents } from '../../twin/index.ts'
import { addressOf, type CotrainClient, senderOf, type WriteParameters } from '../internal/client.ts'
import { pendingTime } from '../internal/pendingTime.ts'
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
  /** The bundle that is tried, and what it has in it. */
  bundle: bigint
  contents: BundleContents
  /** On how many test samples more it is tried, and on how many it was so far; and how many there are. */
  tests: number
  tested: number
  testSamples: number
  /** What the node estimates that it needs. */
  gas: bigint
  /** How many bundles are scored, and how many were revealed. */
  scored: number
  total: number
}
/** Undefined when there is nothing to settle. */
export type PlanSettlementReturnType = SettlementPlan | undefined

/** What the first guess takes a prediction for. */
const gasPerTest = 60_000n
const maxGuesses = 8

/**
 * Plans the next step of a settlement: as much as a budget of gas allows, by the node's own estimate. What a bundle has
 * in it comes from the log's events.
 *
 * @throws WrongMechanismError, AccountMissingError, and as `syncModel`
 *
 * @example
 * const plan = await planSettlement(client, { model, gasBudget: 5_000_000n })
 * if (plan) await settleBundleSync(client, { model, plan })
 */
export async function planSettlement(
  client: CotrainClient,
  { account, model, gasBudget = 10_000_000n, synced }: PlanSettlementParameters,
): Promise<PlanSettlementReturnType> {
  assertUnder(model, 'market')
  const sender = addressOf(senderOf(client, { account }))
  const history = synced ?? (await syncModel(client, { model }))
  const step = stepOf(history, await pendingTime(client, history))
  if (!step) return undefined

  const left = step.testSamples - step.tested
  let tests = Math.min(left, Number(gasBudget / gasPerTest) || 1)
  let best: SettlementPlan | undefined
  for (let guess = 0; guess < maxGuesses; guess++) {
    const plan = { ...step, tests }
    const gas = await estimate(client, model, plan, sender)
    const fits =
      gas !== undefined && (gas <= gasBudget || (tests === 1 && gas <= (await transactionLimit(client))))
    if (fits) {
      if (!best || tests > best.tests) best = { ...plan, gas }
      // All of it, or nearly all that the budget pays for.
      if (tests === left || gas * 10n >= gasBudget * 8n) break
    }
    const next =
      gas === undefined ? Math.floor(tests / 4) : Number((BigInt(tests) * gasBudget * 9n) / (gas * 10n))
    const bounded = Math.min(left, Math.max(1, next))
    if (bounded === tests || (best && bounded <= best.tests)) break
    tests = bounded
  }
  return best ?? { ...step, tests: 1, gas: gasBudget }
}

type Step = Omit<SettlementPlan, 'gas' | 'tests'>

/** The bundle that is next, by the twin. */
function stepOf({ twin, model }: SyncedModel<'market'>, time: bigint): Step | undefined {
  const { modelId } = model
  const bundle = twin.nextBundle(modelId)
  const contents = bundle === undefined ? undefined : twin.contentsOf(modelId, bundle)
  if (bundle === undefined || contents === undefined) return undefined
  const { tested, settled, revealed, options } = twin.incentive(modelId, time)
  return {
    bundle,
    contents,
    tested: Number(tested),
    testSamples: options.testSamples,
    scored: Number(settled),
    total: Number(revealed),
  }
}

/** A step as the contract takes it. */
export function argumentsOf(
  { modelId }: ModelReference<'market'>,
  { bundle, contents, tests }: Pick<SettlementPlan, 'bundle' | 'contents' | 'tests'>,
) {
  const { labels, samples, contributor, salt } = contents
  return [modelId, labels, samples, bundle, contributor, salt, BigInt(tests)] as const
}

/** The node's estimate; undefined when the step needs more than a transaction may have. */
async function estimate(
  client: CotrainClient,
  model: ModelReference<'market'>,
  plan: Omit<SettlementPlan, 'gas'>,
  account: `0x${string}`,
): Promise<bigint | undefined> {
  const args = argumentsOf(model, plan)
  const call = { abi: abiOf(model), address: model.trainer, functionName: 'settle', args, account } as const
  return withTrainerErrors(client, model.trainer, () => estimateContractGas(client, call as never)).catch(
    () => undefined,
  )
}
