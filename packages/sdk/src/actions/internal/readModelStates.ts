import { type Abi, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { simulateContract } from 'viem/actions'
import { trainerAbi } from '../../abi/index.ts'
import type { ClassifierName, MechanismName } from '../../kinds/abis.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { abiOf } from '../../kinds/trainers.ts'
import type { ClassifierOptions, IncentiveOptions, IncentiveView } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import { withTrainerErrors } from './trainerErrors.ts'

/** What the chain's state says of a model; metadata stand in an event. */
export type ModelState<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  owner: ModelReference['trainer']
  /** The block of the model's creation, where its events begin. */
  createdBlock: bigint
  /** Whether all parameters are uploaded, so that it can be used. */
  ready: boolean
  uploadedWords: number
  requiredWords: number
  /** How many contributions it has received. */
  contributions: bigint
  classifierOptions: ClassifierOptions<classifier>
  /** How many classes it has now; learners may add some where the classifier and the owner allow it. */
  classCount: number
  incentiveOptions: IncentiveOptions<mechanism>
  /** All that its mechanism keeps of the model. */
  incentive: IncentiveView<mechanism>
}

type Trainer<mechanism extends MechanismName, classifier extends ClassifierName> = Omit<
  ModelReference<mechanism, classifier>,
  'modelId'
>

/** Reads the states of models in one call, through the trainer's own multicall. */
export async function readModelStates<mechanism extends MechanismName, classifier extends ClassifierName>(
  client: CotrainClient,
  trainer: Trainer<mechanism, classifier>,
  modelIds: readonly bigint[],
): Promise<ModelState<mechanism, classifier>[]> {
  if (modelIds.length === 0) return []
  const abi: Abi = abiOf(trainer)
  const views = ['model', 'incentive', 'classifierOptions', ...(hasClassCount(abi) ? ['classCount'] : [])]
  const calls = modelIds.flatMap(id =>
    views.map(functionName => encodeFunctionData({ abi, functionName, args: [id] })),
  )
  const results = await withTrainerErrors(client, trainer.trainer, async () => {
    const call = {
      abi: trainerAbi,
      address: trainer.trainer,
      functionName: 'multicall',
      args: [calls],
    } as const
    return (await simulateContract(client, call)).result
  })
  const states = modelIds.map((_, i) =>
    decodeState(abi, results.slice(i * views.length, (i + 1) * views.length)),
  )
  return states as unknown as ModelState<mechanism, classifier>[]
}

function decodeState(
  abi: Abi,
  [modelData, incentiveData, optionsData, classCountData]: readonly Hex[],
): ModelState {
  const model = decodeFunctionResult({ abi: trainerAbi, functionName: 'model', data: modelData! })
  const view = { abi, functionName: 'incentive', data: incentiveData! } as const
  const incentive = decodeFunctionResult(view) as IncentiveView
  const options = { abi, functionName: 'classifierOptions', data: optionsData! } as const
  const classifierOptions = decodeFunctionResult(options) as ClassifierOptions
  return {
    ...model,
    uploadedWords: Number(model.uploadedWords),
    requiredWords: Number(model.requiredWords),
    classifierOptions,
    classCount: classCountData ? Number(classCountData) : initialClassCount(classifierOptions),
    incentiveOptions: incentive.options,
    incentive,
  }
}

/** With how many classes a model of these options begins. */
export function initialClassCount(options: ClassifierOptions): number {
  if ('classCount' in options) return options.classCount
  if ('initialClasses' in options) return options.initialClasses
  return 'uploadedClasses' in options ? options.uploadedClasses : 2
}

function hasClassCount(abi: Abi): boolean {
  return abi.some(item => item.type === 'function' && item.name === 'classCount')
}
