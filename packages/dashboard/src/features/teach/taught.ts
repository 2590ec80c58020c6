import type { MechanismName } from '@cotrain/sdk'
import type { ModelUnder } from '../model/readyModel.ts'

/** The mechanisms under which a model is taught sample by sample; a market takes bundles. */
export type TaughtName = Exclude<MechanismName, 'market'>
export type TaughtModel = ModelUnder<TaughtName>
