import { formatModelId, type Model, mechanisms } from '@cotrain/sdk'
import { nameArbiter } from '../arbiter.ts'
import { connect, type RpcOptions } from '../context.ts'
import { formatCount } from '../format.ts'
import { columns } from '../output.ts'
import type { Invocation } from '../run.ts'

/** `cotrain models`: all models of the chain. */
export default async function modelsCommand({ out, options }: Invocation<RpcOptions>): Promise<void> {
  const client = await connect(options)
  const models = await client.listModels({})
  out.result(models.map(summarise), () => {
    if (models.length === 0) return 'There are no models on this chain yet: cotrain deploy --model FILE'
    const header = ['ID', 'NAME', 'CLASSES', 'MECHANISM', 'FEATURES', 'ENTRIES', 'STATE'].map(out.colors.bold)
    return columns([header, ...models.map(row)], [4, 5])
  })
}

function summarise(model: Model) {
  return {
    id: formatModelId(model),
    name: model.metadata.name,
    classes: model.metadata.classes,
    encoder: model.metadata.encoder,
    license: model.metadata.license ?? null,
    owner: model.owner,
    ready: model.ready,
    features: model.classifierOptions.featureCount,
    entries: Number(model.entries),
    classifier: model.classifier,
    mechanism: model.mechanism,
    ...(model.mechanism === 'bonded' && { arbiter: model.arbiter ?? null }),
  }
}

function row(model: Model): string[] {
  return [
    formatModelId(model),
    model.metadata.name,
    model.metadata.classes.join(' / '),
    `${mechanisms[model.mechanism].title}${nameArbiter(model)}`,
    formatCount(model.classifierOptions.featureCount),
    formatCount(model.entries),
    model.ready ? 'ready' : `${model.uploadedWords} of ${model.requiredWords} words uploaded`,
  ]
}
