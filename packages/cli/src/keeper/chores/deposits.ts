import type { Claim } from '@cotrain/sdk'
import { isAddressEqual } from 'viem'
import { chunks, earliest, type Item, type Job, type Look, sum } from '../types.ts'

type Claimed = Item & { claim: Claim }

/** Claims that go into one transaction. */
const most = 30

/** Own deposits that the model agrees with; of others', and late ones of one's own, what can be taken. */
export async function depositJobs(look: Look<'deposits'>): Promise<Job[]> {
  const { client, model, synced, sync, account, now, settings } = look
  const claims = await client.listClaims({ model, account, synced, time: now })
  const { ownerClaimTime, anyClaimTime, refundTime } = synced.twin.incentive(model.modelId).options
  const isOwner = isAddressEqual(synced.twin.model(model.modelId).owner, account)
  const [mine, others] = isOwner ? [ownerClaimTime, anyClaimTime] : [anyClaimTime, ownerClaimTime]
  const jobs = (chore: 'refund' | 'take', chosen: readonly Claim[]) =>
    chunks(chosen, most).map((part): Job<Claimed> => {
      const made = part.map(({ contribution }) => BigInt(contribution.time))
      const first = earliest(made) ?? now
      return {
        model,
        chore,
        items: part.map(claim => ({ claim, income: claim.amount, what: wordsOf(claim, now, mine) })),
        opensAt: first + BigInt(refundTime),
        // later the owner, or anybody, may have it
        deadline: chore === 'refund' ? first + BigInt(others) : undefined,
        isPublic: false,
        async send(items, how) {
          const claims = items.map(item => item.claim)
          const { refunded, taken } = await client.claimAllSync({
            ...how,
            model,
            claims,
            synced: await sync(),
          })
          const own = refunded.filter(({ contributor }) => isAddressEqual(contributor, account))
          const shares = taken.filter(({ taker }) => isAddressEqual(taker, account))
          return sum([...own, ...shares].map(({ amount }) => amount))
        },
      }
    })
  const refunds = claims.filter(({ action }) => action === 'refund')
  const takes = claims.filter(({ action, own }) => action === 'take' && (own || settings.take))
  return [...jobs('refund', refunds), ...jobs('take', takes)]
}

/** What a claim is, and what it rests on. */
function wordsOf({ index, contribution, agrees, action }: Claim, now: bigint, lateAfter: number): string {
  if (action === 'refund') return `contribution ${index}`
  if (now >= BigInt(contribution.time + lateAfter)) return `contribution ${index}, unclaimed for long`
  return `contribution ${index} with label ${contribution.label}, of which the model ${agrees ? 'says the same' : 'says something else'}`
}
