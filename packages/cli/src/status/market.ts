import { formatModelId } from '@cotrain/sdk'
import { formatAmount, plural } from '../format.ts'
import type { MechanismStatus, StatusOf } from './MechanismStatus.ts'

/** Under a market: the phase; `cotrain market status` says more. */
export async function marketStatus({ client, model, synced }: StatusOf<'market'>): Promise<MechanismStatus> {
  const { phaseName, bounty, bundles, market } = await client.getMarket({ model, synced })
  const about = `, for a bounty of ${formatAmount(bounty)}; ${plural(Number(bundles), 'bundle')}`
  return {
    model: {},
    account: {},
    document: { market: { phase: phaseName, bounty, bundles: Number(bundles) } },
    rows: [['market', market < 0 ? 'none yet' : `${phaseName}${about}`]],
    table: () => `More of the market: cotrain market status ${formatModelId(model)}`,
  }
}
