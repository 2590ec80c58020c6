import type { Model } from '@cotrain/sdk'
import type { Connection } from '../context.ts'
import { formatAmount } from '../format.ts'
import type { MechanismStatus } from './MechanismStatus.ts'

/** Under a market: the phase; `cotrain market status` says more. */
export async function marketStatus(client: Connection, model: Model<'market'>): Promise<MechanismStatus> {
  const { phaseName, bounty } = await client.getMarket({ model })
  return {
    model: {},
    account: {},
    document: { market: { phase: phaseName, bounty } },
    rows: [['market', `${phaseName}, for a bounty of ${formatAmount(bounty)}`]],
    table: () => 'More of the market: cotrain market status',
  }
}
