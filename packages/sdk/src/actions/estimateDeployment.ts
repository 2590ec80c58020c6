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
import type { ClassifierName, MechanismName } from '../kinds/abis.ts'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../kinds/options.ts'
import { abiOf, classifierNumber, trainerOf } from '../kinds/trainers.ts'
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
import { missingCode } from './deployTrainer.ts'
import { addressOf, type CotrainClient, senderOf } from './internal/client.ts'
import { countModels } from './internal/countModels.ts'
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
  /** Gas of all of them. */
  gas: bigint
  /**
   * Whether the node ran the transactions one after the other, so that the gas is what they use. If it cannot
   * (`eth_simulateV1`), the gas is added up from what is uploaded, rounded up.
   */
  simulated: boolean
  /** Wei of one gas, as the node says now. */
  gasPrice: bigint
  /** gas · gasPrice, in wei. What a rollup charges for the bytes besides is not in it. */
  cost: bigint
}

/** A transaction of a deployment: its data, or the call of the trainer that they are; and its gas rounded up. */
type Call = { to: Address; gas: bigint } & (
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
    const [calls, gasPrice] = await Promise.all([planCalls(client, job), getGasPrice(client)])
    const simulated = await simulate(client, job, calls)
    const gas = simulated ?? calls.reduce((sum, call) => sum + call.gas, 0n)
    return {
      transactions: calls.length,
      gas,
      simulated: simulated !== undefined,
      gasPrice,
      cost: gas * gasPrice,
    }
  })
}

/** The transactions in their order. */
async function planCalls(client: CotrainClient, job: Job): Promise<Call[]> {
  const { mechanism, quantised } = job
  const trainer = trainerOf(mechanism)
  const isThere = await getCode(client, { address: trainer.trainer })
  const found = isThere && (await findModel(client, job))
  if (found) return planRest(client, job, found)

  await checkNew(client, job)
  const words = firstWords(job)
  const modelId = await countModels(client, trainer)
  const model = { ...trainer, classifier: quantised.classifier, modelId }
  const created: Found = { model, created: true, createdBlock: 0n, uploadedWords: words.length }
  return [
    ...(isThere ? [] : await planTrainer(client, job)),
    planCreation(job, words),
    ...(await planRest(client, job, created)),
  ]
}

/** What a byte of code costs, in calldata and when it is stored, and what a creation costs besides; rounded up. */
const codeByteGas = 16n + 200n
const creationGas = 120_000n

/** By its size: a trainer cannot be tried before the code of its classifiers stands. */
async function planTrainer(client: CotrainClient, { mechanism }: Job): Promise<Call[]> {
  const creations = await missingCode(client, mechanism)
  return creations.map(call => ({ ...call, gas: creationGas + codeByteGas * BigInt(size(call.data)) }))
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
    calls.push({ ...call, gas: gasOfChunk(shape, start, end, 0) })
    start = end
  }
  const { pieces } = await unpublished(client, job, found)
  for (const piece of pieces) {
    const call = callOf(job, 'publishEncoder', [modelId, bytesToHex(piece)])
    calls.push({ ...call, gas: gasOfChunk(shape, 0, 0, piece.length) })
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
  const blocks = await simulateBlocks(client, {
    blocks: calls.map(call => ({ calls: [{ ...call, account, gas }] })),
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
