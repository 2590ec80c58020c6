import type { GetMarketReturnType, Model, SettleBundleSyncReturnType } from '@cotrain/sdk'
import type { OptionsOf } from '../program/given.ts'
import type { onMarket } from '../program/market.ts'
import type { Invocation } from '../run.ts'

export type MarketModel = Model<'market'>
export type Market = GetMarketReturnType

/** How every market command knows chain, account and market. */
export type MarketOptions = OptionsOf<typeof onMarket>

/** What a market command gets: options, and the model if the user names it first. */
export type MarketInvocation<Options = MarketOptions> = Invocation<Options, [string | undefined]>

/** What a bundle's score is told with. */
export type BundleSettledValues = NonNullable<SettleBundleSyncReturnType['scored']>
