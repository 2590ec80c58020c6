import {
  type ClassifierWith,
  classifiers,
  formatModelId,
  type MechanismName,
  type Model,
  type ModelReference,
} from '@cotrain/sdk'
import { connectWithAccount } from '../context.ts'
import { CliError } from '../errors.ts'
import { chooseModel } from '../modelChoice.ts'
import type { OptionsOf } from '../program/given.ts'
import type { onModel } from '../program/options.ts'
import type { Invocation } from '../run.ts'

type Options = OptionsOf<typeof onModel>

/** `cotrain add-class`: an empty class for a model that can get more of them. */
export default async function addClassCommand({
  out,
  options,
  args,
}: Invocation<Options, [string]>): Promise<void> {
  const [name] = args
  const { client } = await connectWithAccount(options)
  const model = await chooseModel(client, options.model)
  if (!canAddClasses(model)) {
    const { title } = classifiers[model.classifier]
    throw new CliError(`${model.metadata.name} is a ${title.toLowerCase()}, which keeps its classes.`, [
      'Naive Bayes and nearest centroids can get more classes.',
    ])
  }
  if (model.metadata.classes.includes(name)) {
    throw new CliError(`${model.metadata.name} has a class "${name}" already.`, ['Give it another name.'])
  }
  const { label, receipt } = await client.addClassSync({ model, name })
  const document = { model: formatModelId(model), label: Number(label), class: name }
  out.result({ ...document, transaction: receipt.transactionHash }, () =>
    [
      `"${name}" is class ${label} of ${model.metadata.name}.`,
      `No sample is given to it until somebody has taught it one: cotrain contribute … --label "${name}"`,
    ].join('\n'),
  )
}

function canAddClasses(
  model: Model,
): model is Model & ModelReference<MechanismName, ClassifierWith<'addClass'>> {
  return classifiers[model.classifier].addsClasses
}
