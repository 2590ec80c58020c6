import { type Abi, decodeFunctionResult, encodeFunctionData } from 'viem'
import { simulateContract } from 'viem/actions'
import type { trainerAbi } from '../abi/index.ts'
import { abiOf } from '../kinds/abiOf.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import type { ModelReference } from '../kinds/modelId.ts'
import type { SampleParameter } from '../kinds/types.ts'
import { depositPrice } from '../twin/incentives/depositPrice.ts'
import type { CotrainClient } from './internal/client.ts'
import { readModels } from './internal/readModels.ts'
import { sampleBytes } from './internal/sample.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'
import { price } from './price.ts'

export type DepositRangeParameters<classifier extends ClassifierName = ClassifierName> = {
  model: ModelReference<MechanismName, classifier>
  /** What would be contributed in one transaction. */
  contributions: readonly { label: number; sample: SampleParameter<classifier> }[]
  /** How many transactions of others may be mined first. @default 1 */
  ahead?: number | undefined
}
export type DepositRange = {
  /** The sum of the deposits if the contributions were mined now, in wei. */
  now: bigint
  /** The most that it can have become after transactions of others, in wei. */
  most: bigint
}
export type DepositRangeReturnType = DepositRange

/**
 * What contributions stake now, and what they may stake when they are mined after transactions of others.
 *
 * Under *Deposit, Refund, Take* a contribution costs the top price (3600 times the deposit weight) when another one came
 * just before it, and never more, however many came (the paper's section III-C.1). Under bonds it costs several times as
 * much when somebody has turned the model against it by then. Elsewhere it is the same whatever others do.
 *
 * @throws UnknownModelError, ModelIncompleteError; under bonds also LabelOutOfRangeError and those of a malformed sample
 *
 * @example
 * const { now, most } = await depositRange(client, { model, contributions: [{ label: 1, sample }] })
 */
export async function depositRange<classifier extends ClassifierName>(
  client: CotrainClient,
  { model, contributions, ahead = 1 }: DepositRangeParameters<classifier>,
): Promise<DepositRange> {
  const range = await rangeOf(client, model, contributions)
  return ahead > 0 ? range : { now: range.now, most: range.now }
}

async function rangeOf(
  client: CotrainClient,
  model: ModelReference,
  contributions: DepositRangeParameters['contributions'],
): Promise<DepositRange> {
  if (contributions.length === 0) return { now: 0n, most: 0n }
  return ranges[model.mechanism](client, model, contributions)
}

type Range = (
  client: CotrainClient,
  model: ModelReference,
  contributions: DepositRangeParameters['contributions'],
) => Promise<DepositRange>

/** That of one or more contributions. */
const ranges: Record<MechanismName, Range> = {
  deposits: (client, model, { length }) => pricedRange(client, model as ModelReference<'deposits'>, length),
  bonded: bondedRange,
  points: fixedRange,
  market: fixedRange,
}

/** That of contributions that stake the same whatever others do. */
async function fixedRange(
  client: CotrainClient,
  model: ModelReference,
  { length }: readonly unknown[],
): Promise<DepositRange> {
  const all = BigInt(length) * (await price(client, { model }))
  return { now: all, most: all }
}

/** That of `count` contributions under *Deposit, Refund, Take*, one or more. */
export async function pricedRange(
  client: CotrainClient,
  model: ModelReference<'deposits'>,
  count: number,
): Promise<DepositRange> {
  const [first, [state]] = await Promise.all([
    price(client, { model }),
    readModels(client, model, [model.modelId]),
  ])
  const top = depositPrice(state!.incentiveOptions, 0)
  return { now: first + BigInt(count - 1) * top, most: BigInt(count) * top }
}

/** No contribution teaches the model anything yet, so that each has its own price; all are read in one call. */
async function bondedRange(
  client: CotrainClient,
  model: ModelReference,
  contributions: DepositRangeParameters['contributions'],
): Promise<DepositRange> {
  const abi: Abi = abiOf(model)
  const calls = [
    encodeFunctionData({ abi, functionName: 'price', args: [model.modelId] }),
    ...contributions.map(({ label, sample }) =>
      encodeFunctionData({
        abi,
        functionName: 'priceOf',
        args: [model.modelId, label, sampleBytes(model.classifier, sample)],
      }),
    ),
  ]
  const results = await withTrainerErrors(client, model.trainer, async () => {
    // every trainer has these functions, and its own errors
    const call = {
      abi: abi as typeof trainerAbi,
      address: model.trainer,
      functionName: 'multicall',
      args: [calls],
    } as const
    return (await simulateContract(client, call)).result
  })
  const [highest, ...prices] = results.map(
    data => decodeFunctionResult({ abi, functionName: 'price', data }) as bigint,
  )
  return {
    now: prices.reduce((sum, each) => sum + each, 0n),
    most: BigInt(contributions.length) * highest!,
  }
}
