import type { PointsClaim } from '@cotrain/sdk'
import { chunks, type Item, type Job, type Look } from '../types.ts'

type Earned = Item & { claim: PointsClaim }

/** Claims that go into one transaction. */
const most = 30

/** Points of the account's own: contributions to verify, and reports to end. They bring no ether. */
export async function pointsJobs({
  client,
  model,
  synced,
  sync,
  account,
  now,
}: Look<'points'>): Promise<Job[]> {
  const claims = await client.listPoints({ model, account, synced, time: now })
  const worthy = claims.filter(
    ({ action, points }) => action !== undefined && action !== 'report' && points > 0,
  )
  return chunks(worthy, most).map(
    (part): Job<Earned> => ({
      model,
      chore: 'verify',
      items: part.map(claim => ({
        claim,
        income: 0n,
        what: `contribution ${claim.index} for ${claim.points} points`,
      })),
      opensAt: now,
      deadline: undefined,
      isPublic: true,
      async send(items, how) {
        const claims = items.map(({ claim }) => claim)
        await client.claimPointsSync({ ...how, model, claims, synced: await sync() })
        return 0n
      },
    }),
  )
}
