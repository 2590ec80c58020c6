import { type Context, type Event, ponder } from 'ponder:registry'
import { action, contribution, judgement, model } from 'ponder:schema'
import type { MechanismName } from '@cotrain/sdk'
import { and, eq, gte, lt } from 'ponder'
import { type Change, changes, learnsAtOnce, statusOfBundle } from './history.ts'

const mechanisms = ['deposits', 'points', 'market', 'bonded'] as const

for (const mechanism of mechanisms) {
  ponder.on(`${mechanism}:ModelCreated`, async ({ event, context }) => {
    const { modelId, owner, metadata } = event.args
    const created = Number(event.block.timestamp)
    await context.db
      .insert(model)
      .values({ id: `${mechanism}:${modelId}`, mechanism, owner, metadata, created })
  })
  ponder.on(`${mechanism}:OwnershipTransferred`, async ({ event, context }) => {
    const { modelId, newOwner: owner } = event.args
    await context.db.update(model, { id: `${mechanism}:${modelId}` }).set({ owner })
  })
  ponder.on(`${mechanism}:Contributed`, ({ event, context }) => contributed(mechanism, event, context))
}

ponder.on('points:Judged', async ({ event, context }) => {
  const { modelId, index, surprising } = event.args
  await context.db.insert(judgement).values({ id: `points:${modelId}:${index}`, surprising })
})

async function contributed(
  mechanism: MechanismName,
  event: Event<'deposits:Contributed'>,
  context: Context,
): Promise<void> {
  const { modelId, index, contributor, time, label, deposit, sample } = event.args
  const id = `${mechanism}:${modelId}:${index}`
  const judged = await context.db.find(judgement, { id })
  await context.db.insert(contribution).values({
    ...{ id, model: `${mechanism}:${modelId}`, index, contributor, time, label, sample, deposit },
    status: 'open',
    learned: learnsAtOnce[mechanism] ? label : null,
    remaining: deposit,
    surprising: judged?.surprising ?? false,
    transaction: event.transaction.hash,
    block: event.block.number,
  })
}

ponder.on('deposits:Refunded', ({ event, context }) =>
  changed('deposits', event, context, changes.Refunded()),
)
ponder.on('deposits:Taken', ({ event, context }) =>
  changed('deposits', event, context, changes.Taken(event.args)),
)
ponder.on('points:Verified', ({ event, context }) =>
  changed('points', event, context, changes.Verified(event.args)),
)
ponder.on('bonded:Challenged', ({ event, context }) =>
  changed('bonded', event, context, changes.Challenged()),
)
ponder.on('bonded:Disputed', ({ event, context }) => changed('bonded', event, context, changes.Disputed()))
ponder.on('bonded:Settled', ({ event, context }) =>
  changed('bonded', event, context, changes.Settled(event.args)),
)
ponder.on('bonded:DuplicateFound', ({ event, context }) =>
  changed('bonded', event, context, changes.DuplicateFound(event.args)),
)
ponder.on('bonded:Dropped', ({ event, context }) => changed('bonded', event, context, changes.Dropped()))

/** What changes need of the event that tells of them. */
type Told = {
  id: string
  args: { modelId: bigint; index: bigint }
  block: { timestamp: bigint }
  transaction: { hash: `0x${string}`; from: `0x${string}` }
}

async function changed(
  mechanism: MechanismName,
  { id, args, block, transaction }: Told,
  context: Context,
  change: Change,
): Promise<void> {
  const which = `${mechanism}:${args.modelId}:${args.index}`
  if (Object.keys(change).length > 0) await context.db.update(contribution, { id: which }).set(change)
  await context.db.insert(action).values({
    id,
    contribution: which,
    name: nameOf(change),
    by: transaction.from,
    time: Number(block.timestamp),
    transaction: transaction.hash,
  })
}

/** What an action is called: as the status that it leads to, if it leads to one. */
function nameOf({ status, remaining, duplicateOf }: Change): string {
  if (duplicateOf !== undefined) return 'duplicate'
  if (status === 'open' && remaining !== undefined) return 'taken'
  return status ?? 'challenged'
}

ponder.on('market:BundleRevealed', async ({ event, context }) => {
  const { modelId, bundle, first, count } = event.args
  const { index } = contribution
  const its = and(eq(contribution.model, `market:${modelId}`), gte(index, first), lt(index, first + count))
  await context.db.sql.update(contribution).set({ bundle }).where(its)
})

ponder.on('market:BundleSettled', async ({ event, context }) => {
  const { modelId, bundle, kept } = event.args
  const its = and(eq(contribution.model, `market:${modelId}`), eq(contribution.bundle, bundle))
  const status = statusOfBundle(event.args)
  await context.db.sql
    .update(contribution)
    .set(kept ? { status, learned: contribution.label } : { status })
    .where(its)
})
