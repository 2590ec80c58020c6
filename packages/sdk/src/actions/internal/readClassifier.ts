import { ClassifierUnknownError } from '../../errors/models.ts'
import type { ClassifierName } from '../../kinds/abis.ts'
import type { ModelAddress } from '../../kinds/modelId.ts'
import { classifierOf } from '../../kinds/trainers.ts'
import type { CotrainClient } from './client.ts'
import { readTrainer } from './readTrainer.ts'

/** The classifier of a model. @throws UnknownModelError, ClassifierUnknownError, TrainerNotDeployedError */
export async function readClassifier(client: CotrainClient, model: ModelAddress): Promise<ClassifierName> {
  const { modelId } = model
  const { classifier: number } = await readTrainer(client, { model, functionName: 'model', args: [modelId] })
  const classifier = classifierOf(number)
  if (classifier === undefined) throw new ClassifierUnknownError({ modelId, number })
  return classifier
}
