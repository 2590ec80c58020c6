import type { ChallengeableContribution, ContributionRecord, Duplicate } from '@cotrain/sdk'
import { type Address, isAddressEqual } from 'viem'
import { chunks, type Item, type Job, type Look, sum } from '../types.ts'

type Settled = Item & { contribution: ContributionRecord }
type Dropped = Item & { duplicate: Duplicate }
type Withdrawn = Item & { index: bigint }

/** Settlements that go into one transaction. */
const most = 20

/**
 * What can be settled, the account's own apart from others'; duplicates that pay whoever shows them; and pledges to pools
 * that can challenge nothing any more. Never a challenge, which needs an opinion.
 */
export async function bondedJobs(look: Look<'bonded'>): Promise<Job[]> {
  const { client, model, synced, account, now } = look
  const [all, duplicates] = await Promise.all([
    client.listChallenges({ model, account, synced, time: now }),
    client.findDuplicates({ model, synced }),
  ])
  const ready = all.filter(
    ({ status }) => status === 'final' || status === 'decided' || status === 'undecided',
  )
  return [
    ...settlements(
      look,
      ready.filter(({ payout }) => payout > 0n),
    ),
    ...settlements(
      look,
      ready.filter(({ payout }) => payout === 0n),
    ),
    ...drops(look, all, duplicates),
    ...withdrawals(look, all),
  ]
}

function settlements(
  { client, model, sync, account, now }: Look<'bonded'>,
  ready: readonly ChallengeableContribution[],
): Job[] {
  return chunks(ready, most).map((part): Job<Settled> => {
    const isOwn = part.some(({ payout }) => payout > 0n)
    return {
      model,
      chore: 'settle',
      items: part.map(({ index, contribution, payout }) => ({
        contribution,
        income: payout,
        what: `contribution ${index}`,
      })),
      opensAt: now,
      deadline: undefined,
      isPublic: !isOwn,
      async send(items, how) {
        const contributions = items.map(({ contribution }) => contribution)
        const closed = await client.settleContributionsSync({
          ...how,
          model,
          contributions,
          synced: await sync(),
        })
        const byIndex = new Map(contributions.map(each => [each.index, each]))
        return sum(
          [...closed.settled, ...closed.dropped].map(({ index, amounts }) =>
            partOf(byIndex.get(index), amounts, account),
          ),
        )
      },
    }
  })
}

/** What an account has of what was paid for each assertion: the contribution's, the challenges', the arbiter's caller's. */
function partOf(
  contribution: ContributionRecord | undefined,
  amounts: readonly bigint[],
  account: Address,
): bigint {
  if (!contribution) return 0n
  const { contributor, challenges = [], dispute } = contribution
  const receivers = [contributor, ...challenges.map(each => each.account), dispute?.account]
  return sum(amounts.filter((_, i) => receivers[i] !== undefined && isAddressEqual(receivers[i], account)))
}

/** One's own are left alone: showing one loses half of its deposit. */
function drops(
  { client, model, sync, account, now }: Look<'bonded'>,
  all: readonly ChallengeableContribution[],
  duplicates: readonly Duplicate[],
): Job[] {
  return duplicates
    .filter(({ reward, contribution }) => reward > 0n && !isAddressEqual(contribution.contributor, account))
    .map(
      (duplicate): Job<Dropped> => ({
        model,
        chore: 'drop',
        items: [
          {
            duplicate,
            income: duplicate.reward,
            what: `contribution ${duplicate.index}, the sample of ${duplicate.original.index} again`,
          },
        ],
        opensAt: now,
        deadline: all.find(({ index }) => index === duplicate.index)?.finalAt,
        isPublic: false,
        async send(_, how) {
          const { index } = duplicate
          const { amount } = await client.dropDuplicateSync({ ...how, model, index, synced: await sync() })
          return amount
        },
      }),
    )
}

/** Where a pool of the account's may still challenge, its pledge is an opinion, and stays. */
function withdrawals(
  { client, model, sync, now }: Look<'bonded'>,
  all: readonly ChallengeableContribution[],
): Job[] {
  return all
    .filter(({ withdrawable, pools }) => withdrawable > 0n && pools.every(({ mine }) => mine === 0n))
    .map(
      ({ index, withdrawable }): Job<Withdrawn> => ({
        model,
        chore: 'withdraw',
        items: [{ index, income: withdrawable, what: `pledges for contribution ${index}` }],
        opensAt: now,
        deadline: undefined,
        isPublic: false,
        async send(_, how) {
          const { withdrawn } = await client.withdrawPledgeSync({
            ...how,
            model,
            index,
            synced: await sync(),
          })
          return sum(withdrawn.map(({ amount }) => amount))
        },
      }),
    )
}
