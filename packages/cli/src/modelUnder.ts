import { isUnder, type MechanismName, type Model, mechanisms } from '@cotrain/sdk'
import type { Connection } from './context.ts'
import { CliError } from './errors.ts'
import { chooseAmong, chooseModel } from './modelChoice.ts'

/** How to put a model under each mechanism on a chain. */
const makers: Record<MechanismName, string> = {
  deposits: 'cotrain deploy FILE',
  points: 'cotrain deploy FILE --mechanism points',
  market: 'cotrain deploy FILE --mechanism market',
  bonded: 'cotrain deploy FILE --mechanism bonded',
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
): Promise<Model<mechanism>> {
  const model = text === undefined ? await onlyUnder(client, mechanism) : await chooseModel(client, text)
  if (isUnder(model, mechanism)) return model as Model<mechanism>
  throw new CliError(
    `${model.metadata.name} is under "${mechanisms[model.mechanism].title}", not "${mechanisms[mechanism].title}".`,
    ['`cotrain models` lists all models with their mechanisms.'],
  )
}

async function onlyUnder(client: Connection, mechanism: MechanismName): Promise<Model> {
  const models = await client.listModels({})
  const candidates = models.filter(model => isUnder(model, mechanism))
  if (candidates.length > 0) return chooseAmong(client, candidates)
  throw new CliError(`No model on this chain is under "${mechanisms[mechanism].title}".`, [
    `Put one there: ${makers[mechanism]}`,
  ])
}
