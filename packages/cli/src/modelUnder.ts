import { isUnder, type KindUnder, kinds, type MechanismName, type Model, mechanismTitles } from '@cotrain/sdk'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'
import { chooseAmong, chooseModel } from './modelChoice.ts'

/** How to put a model under each mechanism on a chain. */
const makers: Record<MechanismName, string> = {
  'deposit-refund-take': 'cotrain deploy FILE',
  points: 'cotrain deploy FILE --mechanism points',
  'prediction-market': 'cotrain market create FILE --test SAMPLES --bounty ETHER',
  'bonded-deposits': 'cotrain deploy FILE --mechanism bonded',
}

/**
 * The model that the user means, which must be under `mechanism`; only those are thought of when none is named.
 *
 * @throws CliError when it is not clear which, or it is under another mechanism; UnknownModelError
 */
export async function chooseModelUnder<mechanism extends MechanismName>(
  client: Connection,
  text: string | undefined,
  mechanism: mechanism,
): Promise<Model<KindUnder<mechanism>>> {
  const model = text === undefined ? await onlyUnder(client, mechanism) : await chooseModel(client, text)
  if (isUnder(model, mechanism)) return model as Model<KindUnder<mechanism>>
  throw new CliError(
    `${model.metadata.name} is under "${kinds[model.kind].mechanismTitle}", not "${mechanismTitles[mechanism]}".`,
    ['`cotrain models` lists all models with their mechanisms.'],
  )
}

async function onlyUnder(client: Connection, mechanism: MechanismName): Promise<Model> {
  const models = await client.listModels({})
  const candidates = models.filter(model => isUnder(model, mechanism))
  if (candidates.length > 0) return chooseAmong(client, candidates)
  throw new CliError(`No model on this chain is under "${mechanismTitles[mechanism]}".`, [
    `Put one there: ${makers[mechanism]}`,
  ])
}
