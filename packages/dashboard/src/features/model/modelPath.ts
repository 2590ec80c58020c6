import { formatModelId, kinds, type MechanismName, type ModelReference } from '@cotrain/sdk'

/** The tabs of a model's page: one of them is its mechanism's own. */
const tabsUnder = {
  'deposit-refund-take': ['predict', 'teach', 'claims', 'activity'],
  points: ['predict', 'teach', 'points', 'activity'],
  'prediction-market': ['predict', 'teach', 'market', 'activity'],
  'bonded-deposits': ['predict', 'teach', 'challenges', 'activity'],
} as const satisfies Record<MechanismName, readonly string[]>

export type ModelTab = (typeof tabsUnder)[MechanismName][number]

export const tabsOf = ({ kind }: Pick<ModelReference, 'kind'>): readonly ModelTab[] =>
  tabsUnder[kinds[kind].mechanism]

/** The route of a model's page. */
export const modelPath = (reference: ModelReference, tab: ModelTab = 'predict') =>
  `/models/${formatModelId(reference)}/${tab}`
