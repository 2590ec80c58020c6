import type { Trainer } from '../../kinds/abis.ts'
import type { CotrainClient } from './client.ts'
import { readTrainer } from './readTrainer.ts'
import { ifDeployed } from './trainerErrors.ts'

/** How many models there are in a trainer; none where it is not deployed. */
export async function countModels(client: CotrainClient, model: Trainer): Promise<bigint> {
  return ifDeployed(readTrainer(client, { model, functionName: 'modelCount', args: [] }), 0n)
}
