import {
  formatModelId,
  type MechanismName,
  type Model,
  NodeUnreachableError,
  toCotrainError,
} from '@cotrain/sdk'
import { getBalance, getBlock } from 'viem/actions'
import { explain } from '../errors.ts'
import { type Act, attempt, termsOf } from './attempt.ts'
import { findJobs } from './chores/index.ts'
import { readFlights } from './flights.ts'
import { giveWay } from './giveWay.ts'
import type { Keeping } from './Keeping.ts'
import { keyOf, type Memory } from './Memory.ts'
import { readPrices } from './scales.ts'
import { type Job, type Look, sum } from './types.ts'
import { isUrgent, limitOf, type Prices } from './worth.ts'

/** Transactions in a pass: what is left is for the next one, which begins with a look at everything. */
const mostTransactions = 100

/**
 * One look at all models, and what is worth doing now.
 *
 * @throws NodeUnreachableError when the node does not answer
 */
export async function makePass(keeping: Keeping, memory: Memory): Promise<Act[]> {
  const { watch, metrics } = keeping
  const begun = Date.now()
  const now = await lookAtChain(keeping)
  const acts: Act[] = []
  const settled = new Set<string>()
  let models = await watch.models()
  metrics.watching(watch.all().length)
  const isFree = async (jobs: readonly Job[]) => keeping.dryRun || (await makeRoom(keeping, jobs, now))
  while (models.length > 0 && !keeping.stop.aborted && sent(acts) < mostTransactions) {
    const isOpen = (job: Job) => !settled.has(keyOf(job)) && !memory.isResting(job)
    const jobs = (await lookAtAll(keeping, models, now)).filter(isOpen)
    const prices = await readPrices(keeping.client)
    const touched = new Set<Model>()
    for (const job of (await isFree(jobs)) ? inOrder(jobs, now) : []) {
      if (keeping.stop.aborted || sent(acts) >= mostTransactions) break
      const results = await tryJob(keeping, memory, { job, now, prices })
      for (const act of results) await note(keeping, act, now, memory.note(act))
      acts.push(...results)
      settled.add(keyOf(job))
      for (const act of results) settled.add(keyOf({ ...job, items: act.items }))
      if (sent(results) > 0) touched.add(job.model)
      // the account's next transaction would only queue behind it
      if (results.some(({ outcome }) => outcome === 'pending')) return finish(keeping, memory, acts, begun)
    }
    models = [...touched]
  }
  return finish(keeping, memory, acts, begun)
}

const sent = (acts: readonly Act[]) => acts.reduce((count, { hashes }) => count + hashes.length, 0)

/** What is lost first, then what brings most. */
function inOrder(jobs: readonly Job[], now: bigint): Job[] {
  const worth = (job: Job) => sum(job.items.map(({ income }) => income))
  const rank = (job: Job) => (isUrgent(job, now) ? 0 : 1)
  return [...jobs].sort((a, b) => rank(a) - rank(b) || (worth(a) < worth(b) ? 1 : -1))
}

/** The time (seconds since 1970) that a transaction sent now will see. */
async function lookAtChain({ client, account, metrics }: Keeping): Promise<bigint> {
  const [head, pending, balance] = await Promise.all([
    getBlock(client),
    getBlock(client, { blockTag: 'pending' }).catch(() => undefined),
    getBalance(client, { address: account.address }),
  ])
  const lag = Math.max(0, Date.now() / 1_000 - Number(head.timestamp))
  metrics.seen({ block: head.number, lag, balance })
  return pending !== undefined && pending.timestamp > head.timestamp ? pending.timestamp : head.timestamp
}

/** The jobs of some models; a model that cannot be read hinders no other. */
async function lookAtAll(keeping: Keeping, models: readonly Model[], now: bigint): Promise<Job[]> {
  const { client, account, settings, watch, log, metrics, stop } = keeping
  const jobs: Job[] = []
  const failures: { model: Model; error: unknown }[] = []
  for (const model of models) {
    if (stop.aborted) break
    try {
      const synced = await watch.sync(model)
      const sync = () => watch.sync(model)
      const look = {
        client,
        model,
        synced,
        sync,
        account: account.address,
        now,
        settings,
      } as Look<MechanismName>
      jobs.push(...(await findJobs(look)))
      watch.worked(model)
    } catch (error) {
      failures.push({ model, error })
      metrics.modelError()
      log.warn(
        { model: formatModelId(model), reason: (await explain(error)).message },
        'a model cannot be looked at',
      )
    }
  }
  const isNodes = ({ error }: { error: unknown }) => toCotrainError(error) instanceof NodeUnreachableError
  // where no other can be read either, that is not for the model
  const gone = failures.length === models.length ? failures.find(isNodes) : undefined
  for (const failure of failures) if (!gone || !isNodes(failure)) watch.failed(failure.model)
  if (gone) throw gone.error
  return jobs
}

/** Whether nothing of the account's is in the way any more. */
async function makeRoom(keeping: Keeping, jobs: readonly Job[], now: bigint): Promise<boolean> {
  const { client, account, log, metrics } = keeping
  const flights = await readFlights({ client, account: account.address, log })
  metrics.inFlight(flights.length)
  if (flights.length === 0) return true
  const urgent = jobs.filter(job => isUrgent(job, now))
  if (urgent.length > 0) return giveWay(keeping, flights, urgent)
  log.debug({ hashes: flights.map(({ hash }) => hash) }, 'waiting for what was sent before')
  return false
}

type Trial = { job: Job; now: bigint; prices: Prices }

/** Does a job, unless it is known to be far from worth its gas. */
async function tryJob(keeping: Keeping, memory: Memory, { job, now, prices }: Trial): Promise<Act[]> {
  const gas = memory.weightOf(job)
  const price = prices.baseFee + prices.tip
  const limit = gas === undefined ? undefined : limitOf(job.items, termsOf(keeping, job, now), gas)
  if (gas !== undefined && limit !== undefined && limit < (price * 9n) / 10n) {
    const { items } = job
    const income = sum(items.map(each => each.income))
    const nothing = { hashes: [], reason: undefined }
    return [{ job, items, outcome: 'waiting', income, cost: gas * price, gas, limit, ...nothing }]
  }
  try {
    return await attempt(keeping, job, now)
  } catch (error) {
    if (toCotrainError(error) instanceof NodeUnreachableError) throw error
    keeping.watch.failed(job.model)
    const nothing = { income: 0n, cost: 0n, hashes: [], gas: undefined, limit: undefined }
    return [{ job, items: job.items, outcome: 'failed', ...nothing, reason: (await explain(error)).message }]
  }
}

/** Counts an act, and says it where that is news. */
async function note(
  { metrics, budget, log }: Keeping,
  act: Act,
  now: bigint,
  isNews: boolean,
): Promise<void> {
  metrics.act(act)
  const { job, items, outcome, income, cost, hashes, reason } = act
  if (job.isPublic && cost > income && hashes.length > 0) {
    await budget
      .spend(cost - income, now)
      .catch(error => log.warn({ reason: String(error) }, 'what was spent today cannot be written down'))
  }
  const facts = {
    model: formatModelId(job.model),
    name: job.model.metadata.name,
    chore: job.chore,
    items: items.map(({ what }) => what),
    income: String(income),
    cost: String(cost),
    ...(hashes.length > 0 ? { hashes } : {}),
    ...(act.limit === undefined ? {} : { worthItBelow: String(act.limit) }),
    ...(reason === undefined ? {} : { reason }),
  }
  const level = outcome === 'done' || outcome === 'planned' || outcome === 'waiting' ? 'info' : 'warn'
  log[isNews ? level : 'debug'](facts, outcome)
}

function finish({ metrics }: Keeping, memory: Memory, acts: Act[], begun: number): Act[] {
  memory.turn()
  metrics.waiting(acts)
  metrics.passed((Date.now() - begun) / 1_000)
  return acts
}
