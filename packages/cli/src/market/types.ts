import type { Model } from '@cotrain/sdk'
import type { OptionsOf } from '../program/given.ts'
import type { onModel } from '../program/options.ts'

export type MarketModel = Model<'market'>

/** How every market command knows chain, account and market. */
export type MarketOptions = OptionsOf<typeof onModel>

/** How the sponsor's file is named when the user does not say. */
export const defaultSecret = 'market-secret.json'
