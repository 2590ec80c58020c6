import { type ContractFunctionName, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { simulateContract } from 'viem/actions'
import { type KindName, kinds } from '../../kinds/kinds.ts'
import type { ModelReference } from '../../kinds/modelId.ts'
import type { ClassifierOptions, IncentiveOptions, TrainerAbi } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import { withTrainerErrors } from './trainerErrors.ts'

/** What the chain's state says of a model; metadata stand in an event. */
export type ModelState = {
  owner: ModelReference['trainer']
  /** The block of the model's creation, where its events begin. */
  createdBlock: bigint
  /** Whether all weights are uploaded, so that it can be used. */
  ready: boolean
  uploadedWords: number
  requiredWords: number
  /** How many contributions it has received. */
  contributions: bigint
  classifierOptions: ClassifierOptions
  incentiveOptions: IncentiveOptions
  /** When the last contribution was made (at first: when the model was created), in seconds since 1970. */
  lastContribution: bigint
  /** Refunded contributions of all contributors. */
  totalVerified: bigint
}

type Trainer = { kind: KindName; trainer: ModelReference['trainer'] }

const views = ['model', 'classifierOptions', 'incentive'] as const satisfies ContractFunctionName<
  TrainerAbi,
  'view'
>[]

/** Reads the states of models in one call, through the trainer's own multicall. */
export async function readModelStates(
  client: CotrainClient,
  { kind, trainer }: Trainer,
  modelIds: readonly bigint[],
): Promise<ModelState[]> {
  if (modelIds.length === 0) return []
  const { abi } = kinds[kind]
  const calls = modelIds.flatMap(id =>
    views.map(functionName => encodeFunctionData({ abi, functionName, args: [id] })),
  )
  const results = await withTrainerErrors(client, trainer, async () => {
    const call = { abi, address: trainer, functionName: 'multicall', args: [calls] } as const
    return (await simulateContract(client, call)).result
  })
  return modelIds.map((_, i) => decodeState(kind, results.slice(i * views.length)))
}

function decodeState(kind: KindName, [modelData, classifierData, incentiveData]: readonly Hex[]): ModelState {
  const { abi } = kinds[kind]
  const model = decodeFunctionResult({ abi, functionName: 'model', data: modelData! })
  const incentive = decodeFunctionResult({ abi, functionName: 'incentive', data: incentiveData! })
  return {
    ...model,
    uploadedWords: Number(model.uploadedWords),
    requiredWords: Number(model.requiredWords),
    classifierOptions: decodeFunctionResult({
      abi,
      functionName: 'classifierOptions',
      data: classifierData!,
    }),
    incentiveOptions: incentive.options,
    lastContribution: incentive.lastContribution,
    totalVerified: incentive.totalVerified,
  }
}
