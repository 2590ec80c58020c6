import { formatModelId, type MechanismName, type ModelReference } from '@cotrain/sdk'

/** The tabs of a model's page: one of them is its mechanism's own. */
const tabsUnder = {
  deposits: ['predict', 'teach', 'claims', 'activity'],
  points: ['predict', 'teach', 'points', 'activity'],
  market: ['predict', 'teach', 'market', 'activity'],
  bonded: ['predict', 'teach', 'challenges', 'activity'],
} as const satisfies Record<MechanismName, readonly string[]>

export type ModelTab = (typeof tabsUnder)[MechanismName][number]

export const tabsOf = ({ mechanism }: Pick<ModelReference, 'mechanism'>): readonly ModelTab[] =>
  tabsUnder[mechanism]

/** The route of a model's page. */
export const modelPath = (reference: ModelReference, tab: ModelTab = 'predict') =>
  `/models/${formatModelId(reference)}/${tab}`
