import { eventsIn, listRewards, planClaimRewards, type Reward } from '@cotrain/sdk'
import type { MarketModel } from '../model/readyModel.ts'
import type { Claimable } from '../transactions/batches/runBatches.ts'
import { type Batches, useBatches } from '../transactions/batches/useBatches.ts'
import { usePaid } from './usePaid.ts'

/** Claims what bundles came to, and tells whom it was paid to. */
export function useRewardClaims(
  { reference: model }: MarketModel,
  whom: string,
): { batches: Batches; claimable: Claimable<'market', Reward> } {
  const tellPaid = usePaid()
  const claimable: Claimable<'market', Reward> = {
    model,
    keyOf: ({ bundle }) => bundle,
    async plan(client, synced, keys) {
      const all = await listRewards(client, { model, synced })
      return planClaimRewards(client, { model, rewards: all.filter(({ bundle }) => keys.includes(bundle)) })
    },
    tell(mined) {
      const claimed = eventsIn(mined, model, 'Claimed')
      tellPaid(
        claimed.reduce((sum, { amount }) => sum + amount, 0n),
        whom,
      )
    },
  }
  return {
    batches: useBatches({ title: `Claim what bundles came to, for ${whom}`, ...claimable }),
    claimable,
  }
}
