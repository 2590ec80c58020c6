import { safeClassName } from '../metadata/decodeMetadata.ts'
import type { ModelMetadata } from '../metadata/ModelMetadata.ts'
import type { TwinEvent } from '../twin/index.ts'
import type { Judge } from './classScores.ts'

/** The names of all classes that a model has now, safe to show: those of its metadata, then those that were added. */
export function classNamesOf(
  metadata: Pick<ModelMetadata, 'classes'>,
  { twin, model }: Judge,
  events: readonly Pick<TwinEvent, 'eventName' | 'args'>[],
): string[] {
  const names = metadata.classes.slice()
  for (const event of events as readonly TwinEvent[]) {
    if (event.eventName !== 'ClassAdded') continue
    names[Number(event.args.label)] = safeClassName(event.args.name) ?? ''
  }
  const length = classCountOf({ twin, model })
  return Array.from({ length }, (_, label) => names[label] || `class ${label}`)
}

function classCountOf({ twin, model: { modelId } }: Judge): number {
  if (twin.classCount) return Number(twin.classCount(modelId))
  const options: object = twin.classifierOptions(modelId)
  return 'classCount' in options ? Number(options.classCount) : 2
}
