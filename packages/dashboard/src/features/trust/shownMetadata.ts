import { formatModelId, type ModelAddress, type ModelMetadata } from '@cotrain/sdk'
import { calmText } from './calmText.ts'
import { useTrust } from './strangers.ts'

/** A model's name for those who are not shown the one that a stranger gave it. */
export const neutralName = (model: Pick<ModelAddress, 'mechanism' | 'modelId'>) =>
  `Model ${formatModelId(model)}`

/** What a model's owner says of it, as it may stand on the page; without the words of strangers that are not shown. */
export function metadataAs(
  model: ModelAddress & { metadata: ModelMetadata },
  isShown: boolean,
): ModelMetadata {
  const { encoder, license, ...words } = model.metadata
  if (!isShown) {
    const classes = words.classes.map((_, label) => `class ${label}`)
    return { name: neutralName(model), classes, encoder, license }
  }
  const { name, description, classes, links } = words
  return {
    name: calmText(name),
    description: description && calmText(description),
    classes: classes.map(calmText),
    links,
    encoder,
    license,
  }
}

/** The same, by what this browser shows. */
export function useShownMetadata(
  model: ModelAddress & { metadata: ModelMetadata; owner?: ModelAddress['trainer'] },
): ModelMetadata {
  return metadataAs(model, useTrust(model).isShown)
}
