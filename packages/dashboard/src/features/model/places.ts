import type { ModelAddress } from '@cotrain/sdk'
import type { Address } from 'viem'

/** A model on a chain, as the browser's storage names it. */
export const modelPlaceOf = (chainId: number, { trainer, modelId }: ModelAddress) =>
  [chainId, trainer, modelId].join(':').toLowerCase()

/** An account that works on a model. */
export const placeOf = (chainId: number, model: ModelAddress, account: Address) =>
  `${modelPlaceOf(chainId, model)}:${account.toLowerCase()}`
