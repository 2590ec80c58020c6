import { type MarketOptions, setMarketOptionsSync } from '@cotrain/sdk'
import type { MarketModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'

/** Sets options of the next market; the others stay as they are. */
export function useSetRules({ reference }: MarketModel) {
  return useSend(
    (client, options: Partial<MarketOptions>) => setMarketOptionsSync(client, { model: reference, options }),
    () => ({ title: 'Change the rules of the market', model: reference }),
  )
}
