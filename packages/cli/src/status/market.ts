import { formatAmount } from '../format.ts'
import type { MechanismStatus, StatusOf } from './MechanismStatus.ts'

/** Under a market: the phase; `cotrain market status` says more. */
export async function marketStatus({ client, model, synced }: StatusOf<'market'>): Promise<MechanismStatus> {
  const { phaseName, bounty } = await client.getMarket({ model, synced })
  return {
    model: {},
    account: {},
    document: { market: { phase: phaseName, bounty } },
    rows: [['market', `${phaseName}, for a bounty of ${formatAmount(bounty)}`]],
    table: () => 'More of the market: cotrain market status',
  }
}
