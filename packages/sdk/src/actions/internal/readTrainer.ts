import type { ContractFunctionArgs, ContractFunctionName, ContractFunctionReturnType } from 'viem'
import { readContract } from 'viem/actions'
import { abiOf } from '../../kinds/abiOf.ts'
import type { ClassifierName, Trainer } from '../../kinds/abis.ts'
import type { AnyTrainerAbi } from '../../kinds/types.ts'
import type { CotrainClient } from './client.ts'
import { withTrainerErrors } from './trainerErrors.ts'

type View = 'view' | 'pure'

/** Calls a view of the trainer that holds `model`. */
export async function readTrainer<
  const name extends ContractFunctionName<AnyTrainerAbi, View>,
  const args extends ContractFunctionArgs<AnyTrainerAbi, View, name>,
>(
  client: CotrainClient,
  {
    model,
    functionName,
    args,
    blockTag,
  }: {
    model: Trainer & { classifier?: ClassifierName | undefined }
    functionName: name
    args: args
    blockTag?: 'pending' | undefined
  },
): Promise<ContractFunctionReturnType<AnyTrainerAbi, View, name, args>> {
  const call = { abi: abiOf(model), address: model.trainer, functionName, args, blockTag }
  return withTrainerErrors(client, model.trainer, async () => {
    const result = await readContract(client, call as never)
    return result as ContractFunctionReturnType<AnyTrainerAbi, View, name, args>
  })
}
