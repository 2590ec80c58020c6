import { formatModelId, type MechanismName, type ModelReference } from '@cotrain/sdk'

/** The tab of each mechanism's own on a model's page. */
export const mechanismTabs = {
  deposits: 'claims',
  points: 'points',
  market: 'market',
  bonded: 'challenges',
} as const satisfies Record<MechanismName, string>

/** The tabs of a model's page. */
export const tabsOf = ({ mechanism }: Pick<ModelReference, 'mechanism'>) =>
  ['predict', 'teach', mechanismTabs[mechanism], 'activity'] as const

export type ModelTab = ReturnType<typeof tabsOf>[number]

/** The route of a model's page. */
export const modelPath = (
  reference: Pick<ModelReference, 'mechanism' | 'modelId'>,
  tab: ModelTab = 'predict',
) => `/models/${formatModelId(reference)}/${tab}`
