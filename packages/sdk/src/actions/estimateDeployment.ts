import {
  type Abi,
  type Address,
  BaseError,
  bytesToHex,
  type ContractFunctionArgs,
  type ContractFunctionName,
  ContractFunctionRevertedError,
  type Hex,
  size,
  stringToBytes,
} from 'viem'
import { getCode, getGasPrice, simulateBlocks } from 'viem/actions'
import { abiOf } from '../kinds/abiOf.ts'
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../kinds/options.ts'
import { classifierNumber, deployerProxy, trainerOf } from '../kinds/trainers.ts'
import type { AnyTrainerAbi } from '../kinds/types.ts'
import { encodeMetadata } from '../metadata/index.ts'
import {
  checkNew,
  type DeployModelParameters,
  type Found,
  findModel,
  firstWords,
  type Job,
  nextEnd,
  startJob,
  unpublished,
} from './deployModel.ts'
import { assertModern, missingCode } from './deployTrainer.ts'
import { type ProxyPlan, planProxy, proxyCode } from './internal/bringProxy.ts'
import { addressOf, type CotrainClient, senderOf } from './internal/client.ts'
import { countModels } from './internal/countModels.ts'
import { feesFor } from './internal/fees.ts'
import { withTrainerErrors } from './internal/trainerErrors.ts'
import { transactionLimit } from './internal/transactionLimit.ts'
import { gasOfChunk } from './internal/uploadPlan.ts'

export type EstimateDeploymentParameters<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = DeployModelParameters<mechanism, classifier>
export type EstimateDeploymentReturnType = {
  /** Transactions that are still to be sent; 0 when the model stands there already. */
  transactions: number
  /** What each of them is for, in their order. */
  steps: readonly DeploymentStep[]
  /** Gas of all of them. */
  gas: bigint
  /**
   * Whether the node ran the transactions one after the other, so that the gas is what they use. If it cannot
   * (`eth_simulateV1`), the gas is added up from what is uploaded, rounded up.
   */
  simulated: boolean
  /** Wei of one gas, as the node says now. */
  gasPrice: bigint
  /**
   * What bringing along the deployment proxy takes besides, in wei: one of the transactions sends that to a signer whose
   * key nobody has, whose own transaction uses it up. 0 where the proxy stands.
   */
  proxyFunding: bigint
  /** gas · gasPrice + proxyFunding, in wei. What a rollup charges for the bytes besides is not in it. */
  cost: bigint
}

/**
 * What a transaction of a deployment is for: the deployment proxy, the code of a trainer and its classifiers, the model,
 * more of its weights, or what its encoder needs.
 */
export type DeploymentStep = 'proxy' | 'trainer' | 'model' | 'weights' | 'encoder'

/** A transaction of a deployment: its data, or the call of the trainer that they are; and its gas rounded up. */
type Call = { step: DeploymentStep; to: Address; gas: bigint; value?: bigint } & (
  | { data: Hex }
  | { abi: Abi; functionName: string; args: readonly unknown[] }
)

/**
 * What `deployModel` with the same parameters will send, with the trainer of the mechanism if that is missing, and what it
 * costs. Nothing is sent.
 *
 * @throws as `deployModel`; what the trainer would refuse only where the node simulates
 *
 * @example
 * const { transactions, gas, cost } = await estimateDeployment(client, {
 *   mechanism: 'deposits',
 *   quantised: quantise(file),
 *   incentiveOptions,
 *   metadata,
 * })
 */
export async function estimateDeployment<
  const mechanism extends MechanismName,
  const classifier extends ClassifierName,
>(
  client: CotrainClient,
  parameters: EstimateDeploymentParameters<mechanism, classifier>,
): Promise<EstimateDeploymentReturnType> {
  const job = await startJob(client, { ...(parameters as DeployModelParameters), onProgress: undefined })
  return withTrainerErrors(client, trainerOf(job.mechanism).trainer, async () => {
    const [{ calls, proxy }, gasPrice] = await Promise.all([
      planCalls(client, job),
      getGasPrice(client),
      feesFor(client, job), // throws where they are too low
    ])
    const simulated = await simulate(client, job, calls)
    const gas = simulated ?? calls.reduce((sum, call) => sum + call.gas, 0n)
    const proxyFunding = proxy?.funding ?? 0n
    return {
      transactions: calls.length,
      steps: calls.map(({ step }) => step),
      gas,
      simulated: simulated !== undefined,
      gasPrice,
      proxyFunding,
      cost: gas * gasPrice + proxyFunding,
    }
  })
}

/** The transactions in their order. */
async function planCalls(
  client: CotrainClient,
  job: Job,
): Promise<{ calls: Call[]; proxy?: ProxyPlan | undefined }> {
  const { mechanism, quantised } = job
  const trainer = trainerOf(mechanism)
  const isThere = await getCode(client, { address: trainer.trainer })
  const found = isThere && (await findModel(client, job))
  if (found) return { calls: await planRest(client, job, found) }

  await checkNew(client, job)
  if (!isThere) await assertModern(client)
  const proxy = isThere ? undefined : await planProxy(client)
  const words = firstWords(job)
  const modelId = await countModels(client, trainer)
  const model = { ...trainer, classifier: quantised.classifier, modelId }
  const created: Found = { model, created: true, createdBlock: 0n, uploadedWords: words.length }
  const calls = [
    ...(proxy && proxy.funding > 0n
      ? [{ step: 'proxy', to: proxy.signer, data: '0x', value: proxy.funding, gas: 21_000n } as const]
      : []),
    ...(isThere ? [] : await planTrainer(client, job)),
    planCreation(job, words),
    ...(await planRest(client, job, created)),
  ]
  return { calls, proxy }
}

/** What a byte of code costs, in calldata and when it is stored, and what a creation costs besides; rounded up. */
const codeByteGas = 16n + 200n
const creationGas = 120_000n

/** By its size: a trainer cannot be tried before the code of its classifiers stands. */
async function planTrainer(client: CotrainClient, { mechanism }: Job): Promise<Call[]> {
  const creations = await missingCode(client, mechanism)
  return creations.map(call => ({
    ...call,
    step: 'trainer',
    gas: creationGas + codeByteGas * BigInt(size(call.data)),
  }))
}

function planCreation(job: Job, words: readonly bigint[]): Call {
  const { mechanism, quantised, incentiveOptions, maxFeatures = 0, metadata, shape } = job
  const document = encodeMetadata(metadata)
  return {
    ...callOf(job, 'createModel', [
      BigInt(classifierNumber(quantised.classifier)),
      encodeClassifierOptions(quantised.classifier, quantised.options),
      encodeIncentiveOptions(mechanism, incentiveOptions),
      maxFeatures,
      document,
      words,
    ]),
    step: 'model',
    gas: gasOfChunk(shape, 0, words.length, stringToBytes(document).length),
  }
}

async function planRest(client: CotrainClient, job: Job, found: Found): Promise<Call[]> {
  const { shape } = job
  const { words } = job.quantised
  const { modelId } = found.model
  const calls: Call[] = []
  for (let start = found.uploadedWords; start < words.length; ) {
    const end = nextEnd(job, start, 0)
    const call = callOf(job, 'uploadParameters', [modelId, BigInt(start), words.slice(start, end)])
    calls.push({ ...call, step: 'weights', gas: gasOfChunk(shape, start, end, 0) })
    start = end
  }
  const { pieces } = await unpublished(client, job, found)
  for (const piece of pieces) {
    const call = callOf(job, 'publishEncoder', [modelId, bytesToHex(piece)])
    calls.push({ ...call, step: 'encoder', gas: gasOfChunk(shape, 0, 0, piece.length) })
  }
  return calls
}

function callOf<const name extends ContractFunctionName<AnyTrainerAbi, 'nonpayable'>>(
  { mechanism }: Pick<Job, 'mechanism'>,
  functionName: name,
  args: ContractFunctionArgs<AnyTrainerAbi, 'nonpayable', name>,
) {
  const { trainer: to } = trainerOf(mechanism)
  return { to, abi: abiOf({ mechanism }) as Abi, functionName: functionName as string, args }
}

/**
 * The gas that the calls use in blocks that follow one another; undefined if the node cannot or will not tell.
 *
 * @throws viem's error of a call that the trainer refuses
 */
async function simulate(
  client: CotrainClient,
  job: Job,
  calls: readonly Call[],
): Promise<bigint | undefined> {
  if (calls.length === 0) return 0n
  const account = addressOf(senderOf(client, job))
  const gas = await transactionLimit(client)
  // the proxy is there before all else but what brings it along
  const stateOverrides = [{ address: deployerProxy, code: proxyCode }]
  const blocks = await simulateBlocks(client, {
    blocks: calls.map(({ step: _, ...call }, i) => ({
      calls: [{ ...call, account, gas }],
      ...(i === 0 ? { stateOverrides } : {}),
    })),
  }).catch(() => undefined)
  const results = blocks?.flatMap(block => block.calls as readonly Simulated[]) ?? []
  for (const { error } of results) if (isRefusal(error)) throw error
  if (results.length === 0 || results.some(({ status }) => status !== 'success')) return undefined
  return results.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
}

type Simulated = { status: string; gasUsed: bigint; error?: Error | undefined }

/** Whether the trainer said why, and not the node that it has no more gas for this. */
function isRefusal(error: Error | undefined): boolean {
  if (!(error instanceof BaseError)) return false
  const reverted = error.walk(each => each instanceof ContractFunctionRevertedError)
  return reverted instanceof ContractFunctionRevertedError && reverted.data !== undefined
}
