import { BaseError, ContractFunctionRevertedError, size } from 'viem'
import { estimateContractGas } from 'viem/actions'
import { TestSampleCountError } from '../../errors/market.ts'
import { abiOf } from '../../kinds/abiOf.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { checkTestSet } from '../../market/checkTestSet.ts'
import { decodePage } from '../../market/decodePage.ts'
import { countOf, type TestSet, TestSetError, type TestSetPage } from '../../market/testSet.ts'
import type { CotrainClient } from './client.ts'
import { readModels } from './readModels.ts'
import { withTrainerErrors } from './trainerErrors.ts'
import { executionLimit } from './transactionLimit.ts'

/** Of a byte of a page: stored as code (200), in the event (8), hashed and copied. */
const gasPerByte = 220n
const gasPerPage = 250_000n
/** What the probabilities of a class take beside its score, at most. */
const gasPerProbability = 6_000n

/**
 * What could not be published must not be committed to: the market would end in default. Checks the number of test
 * samples, their labels, what each may take, and by the contract's own predictions, in the state that the model will have
 * then, that each page fits a transaction.
 *
 * @throws TestSampleCountError, TestSetError; those of a malformed sample
 */
export async function checkOpening(
  client: CotrainClient,
  model: ModelReference<'market'>,
  testSet: TestSet,
): Promise<void> {
  const [state] = await readModels(client, model, [model.modelId])
  const { classifierOptions, classCount, incentiveOptions } = state!
  const [expected, given] = [incentiveOptions.testSamples, countOf(testSet)]
  if (expected !== given) {
    throw new TestSampleCountError({ expected: BigInt(expected), given: BigInt(given) })
  }
  checkLabels(testSet, classCount)
  checkTestSet(testSet, classifierOptions)
  // three in a hundred are left for what is not foreseen
  const maxGas = ((await executionLimit(client)) * 97n) / 100n
  const probabilities = incentiveOptions.loss === 0 ? 0n : gasPerProbability * BigInt(classCount)
  const fit = await Promise.all(
    testSet.pages.map(async page => {
      const predictions = await predictionsOf(client, model, page)
      if (predictions === undefined) return false
      const others = gasPerPage + BigInt(size(page.data)) * gasPerByte + BigInt(page.samples) * probabilities
      return predictions + others <= maxGas
    }),
  )
  const page = fit.indexOf(false)
  if (page === -1) return
  throw new TestSetError(`Page ${page} cannot be published: it would take more than ${maxGas} gas.`, {
    metaMessages: ['Put fewer test samples on a page, or bring shorter ones.'],
  })
}

function checkLabels({ pages }: TestSet, classCount: number): void {
  const labels = pages.flatMap(({ data }) => decodePage(data).map(({ label }) => label))
  const wrong = labels.find(label => label >= classCount)
  if (wrong === undefined) return
  throw new TestSetError(`A test sample has label ${wrong}; the model has ${classCount} classes.`, {
    metaMessages: [`Labels are 0 to ${classCount - 1}.`],
  })
}

/** Gas of predicting all test samples of a page; undefined when that is more than a transaction may have. */
async function predictionsOf(
  client: CotrainClient,
  model: ModelReference<'market'>,
  { data }: TestSetPage,
): Promise<bigint | undefined> {
  const samples = decodePage(data).map(({ sample }) => sample)
  const call = {
    abi: abiOf(model),
    address: model.trainer,
    functionName: 'predictBatch',
    args: [model.modelId, samples],
  }
  try {
    return await estimateContractGas(client, call as never)
  } catch (error) {
    if (needsMore(error)) return undefined
    // of the trainer's own words
    return withTrainerErrors(client, model.trainer, () => Promise.reject(error))
  }
}

/** Whether a call needs more gas than the node would let any transaction have. */
function needsMore(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  if (/out of gas|gas required exceeds/i.test(error.message)) return true
  // where the code of the classifier has used all of it, the trainer has nothing to say
  const reverted = error.walk(each => each instanceof ContractFunctionRevertedError)
  if (!(reverted instanceof ContractFunctionRevertedError)) return false
  return reverted.data === undefined && (reverted.raw === undefined || size(reverted.raw) === 0)
}
