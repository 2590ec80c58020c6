import { formatModelId, type ModelReference } from '@cotrain/sdk'

export const modelTabs = ['predict', 'teach', 'claims', 'activity'] as const
export type ModelTab = (typeof modelTabs)[number]

/** The route of a model's page. */
export const modelPath = (reference: ModelReference, tab: ModelTab = 'predict') =>
  `/models/${formatModelId(reference)}/${tab}`
