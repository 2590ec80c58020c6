import { type Abi, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { simulateContract } from 'viem/actions'
import { trainerAbi } from '../../abi/index.ts'
import { ClassifierUnknownError } from '../../errors/models.ts'
import { abiOf } from '../../kinds/abiOf.ts'
import { type ClassifierName, classifierAbis, type MechanismName, type Trainer } from '../../kinds/abis.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import { classifierOf } from '../../kinds/trainers.ts'
import type { ClassifierOptions, IncentiveOptions, IncentiveView } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import { withTrainerErrors } from './trainerErrors.ts'

/** What the chain's state says of a model; metadata stand in an event. */
export type ModelState<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = {
  owner: ModelReference['trainer']
  /** When it was created, in seconds since 1970: its events begin in a block of that time. */
  createdAt: bigint
  /** Whether all parameters are uploaded, so that it can be used. */
  ready: boolean
  uploadedWords: number
  requiredWords: number
  /** How many features a contributed sample may have; 0: as many as the classifier takes. */
  maxFeatures: number
  /** How many entries its log has: contributions, and changes of their states. */
  entries: bigint
  classifierOptions: ClassifierOptions<classifier>
  /** How many classes it has now; learners may add some where the classifier and the owner allow it. */
  classCount: number
  incentiveOptions: IncentiveOptions<mechanism>
  /** All that its mechanism keeps of the model. */
  incentive: IncentiveView<mechanism>
}

/** A model's reference, and its state. */
export type ReadModel<
  mechanism extends MechanismName = MechanismName,
  classifier extends ClassifierName = ClassifierName,
> = ModelReference<mechanism, classifier> & ModelState<mechanism, classifier>

/** What is read of each model, in this order. */
const views = ['model', 'incentive', 'classCount', 'classifierOptions', 'log'] as const

/**
 * Reads models in one call, through the trainer's own multicall.
 *
 * @throws ClassifierUnknownError
 */
export async function readModels<mechanism extends MechanismName>(
  client: CotrainClient,
  trainer: Trainer<mechanism>,
  modelIds: readonly bigint[],
): Promise<ReadModel<mechanism>[]> {
  if (modelIds.length === 0) return []
  const calls = modelIds.flatMap(id => views.map(view => encodeView(trainer, view, id)))
  const results = await withTrainerErrors(client, trainer.trainer, async () => {
    const call = {
      abi: trainerAbi,
      address: trainer.trainer,
      functionName: 'multicall',
      args: [calls],
    } as const
    return (await simulateContract(client, call)).result
  })
  const models = modelIds.map((modelId, i) =>
    decodeModel(trainer, modelId, results.slice(i * views.length, (i + 1) * views.length)),
  )
  return models as unknown as ReadModel<mechanism>[]
}

function encodeView({ mechanism }: Trainer, functionName: (typeof views)[number], modelId: bigint): Hex {
  // every classifier has it, with the same argument
  const abi: Abi =
    functionName === 'classifierOptions' ? classifierAbis['sparse-perceptron'] : abiOf({ mechanism })
  return encodeFunctionData({ abi, functionName, args: [modelId] })
}

function decodeModel(
  { mechanism, trainer }: Trainer,
  modelId: bigint,
  [modelData, incentiveData, classCountData, optionsData, logData]: readonly Hex[],
): ReadModel {
  const abi = abiOf({ mechanism })
  const { classifier: number, ...model } = decodeFunctionResult({
    abi: trainerAbi,
    functionName: 'model',
    data: modelData!,
  })
  const classifier = classifierOf(number)
  if (classifier === undefined) throw new ClassifierUnknownError({ modelId, number })
  const incentive = decodeFunctionResult({
    abi: abi as Abi,
    functionName: 'incentive',
    data: incentiveData!,
  }) as IncentiveView
  const classCount = decodeFunctionResult({
    abi: trainerAbi,
    functionName: 'classCount',
    data: classCountData!,
  })
  const classifierOptions = decodeFunctionResult({
    abi: classifierAbis[classifier] as Abi,
    functionName: 'classifierOptions',
    data: optionsData!,
  }) as ClassifierOptions
  const { entries } = decodeFunctionResult({ abi: trainerAbi, functionName: 'log', data: logData! })
  return {
    mechanism,
    classifier,
    trainer,
    modelId,
    ...model,
    uploadedWords: Number(model.uploadedWords),
    requiredWords: Number(model.requiredWords),
    maxFeatures: Number(model.maxFeatures),
    classifierOptions,
    entries,
    classCount: Number(classCount),
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
