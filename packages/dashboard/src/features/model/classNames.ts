import type { ModelMetadata, TrainerEvent, Twin } from '@cotrain/sdk'

/** The names of all classes that a model has now: those of its metadata, then those that were added. */
export function classNamesOf(
  metadata: ModelMetadata,
  twin: Twin,
  modelId: bigint,
  events: readonly TrainerEvent[],
): string[] {
  const names = metadata.classes.slice()
  for (const { eventName, args } of events) {
    if (eventName === 'ClassAdded') names[Number(args.label)] = args.name
  }
  return Array.from({ length: classCountOf(twin, modelId) }, (_, label) => names[label] || `class ${label}`)
}

function classCountOf(twin: Twin, modelId: bigint): number {
  if (twin.classCount) return Number(twin.classCount(modelId))
  const options: object = twin.classifierOptions(modelId)
  return 'classCount' in options ? Number(options.classCount) : 2
}

const listed = 6

/** Names as in a sentence: "Adelie, Chinstrap and Gentoo"; the first few of many. */
export function listNames(names: readonly string[]): string {
  if (names.length <= listed) return new Intl.ListFormat('en-GB').format(names)
  return `${names.slice(0, listed - 1).join(', ')} and ${names.length - listed + 1} more`
}
