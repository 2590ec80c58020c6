import type { Model } from '@cotrain/sdk'
import type { AccountOptions } from '../accounts.ts'
import type { RpcOptions } from '../context.ts'

export type MarketModel = Model<'market'>

/** How every market command knows chain, account and market. */
export type MarketOptions = RpcOptions & AccountOptions & { model?: string }

/** How the sponsor's file is named when the user does not say. */
export const defaultSecret = 'market-secret.json'
