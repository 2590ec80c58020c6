import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { formatEther } from 'viem'
import type { Act } from './attempt.ts'
import { type ChoreName, choreNames } from './types.ts'

/** Ether, as near as a metric can say it. Sums are kept in wei, so that nothing is lost in adding up. */
const ether = (wei: bigint) => Number(formatEther(wei))

const prefix = 'cotrain_keeper_'

/** What a keeper tells of itself. */
export type KeeperMetrics = {
  registry: Registry
  act: (act: Act) => void
  seen: (chain: { block: bigint; lag: number; balance: bigint }) => void
  watching: (models: number) => void
  inFlight: (count: number) => void
  /** What waits for cheaper gas, chore by chore. */
  waiting: (acts: readonly Act[]) => void
  passed: (seconds: number) => void
  nodeError: () => void
  modelError: () => void
  /** Wei paid for gas by what is no act. */
  spent: (cost: bigint) => void
  /** What came in and what was paid for gas, in wei. */
  totals: () => { income: bigint; cost: bigint }
}

export function createMetrics(): KeeperMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const gauge = (name: string, help: string) => new Gauge({ name: prefix + name, help, registers })
  const count = (name: string, help: string) => new Counter({ name: prefix + name, help, registers })
  const chores = new Counter({
    name: `${prefix}chores_total`,
    help: 'Things done, or tried, by what they are and what became of them',
    labelNames: ['chore', 'outcome'] as const,
    registers,
  })
  const waits = new Gauge({
    name: `${prefix}waiting`,
    help: 'Things that wait for cheaper gas',
    labelNames: ['chore'] as const,
    registers,
  })
  const models = gauge('models', 'Models watched')
  const block = gauge('block', 'Number of the last block seen')
  const lag = gauge('lag_seconds', 'Age of the last block seen')
  const balance = gauge('balance_ether', 'Ether of the account')
  const flights = gauge('in_flight', 'Transactions sent and not mined yet')
  const duration = gauge('last_pass_duration_seconds', 'How long the last look at all models took')
  const last = gauge('last_pass_timestamp_seconds', 'When the last look at all models ended')
  const nodeErrors = count('node_errors_total', 'Looks that failed because of the node')
  const modelErrors = count('model_errors_total', 'Models that could not be looked at')
  const totals = { income: 0n, cost: 0n }
  exactly(registry, 'income_ether_total', 'Ether that came in', () => totals.income)
  exactly(registry, 'gas_ether_total', 'Ether paid for gas', () => totals.cost)
  return {
    registry,
    act({ job, items, outcome, income, cost, hashes }) {
      chores.inc({ chore: job.chore, outcome }, items.length)
      if (outcome === 'done') totals.income += income
      if (hashes.length > 0) totals.cost += cost
    },
    seen(chain) {
      block.set(Number(chain.block))
      lag.set(chain.lag)
      balance.set(ether(chain.balance))
    },
    watching: number => models.set(number),
    inFlight: number => flights.set(number),
    waiting(acts) {
      for (const chore of choreNames) waits.set({ chore }, itemsOf(acts, chore))
    },
    passed(seconds) {
      duration.set(seconds)
      last.set(Date.now() / 1_000)
    },
    nodeError: () => nodeErrors.inc(),
    modelError: () => modelErrors.inc(),
    spent(cost) {
      totals.cost += cost
    },
    totals: () => ({ ...totals }),
  }
}

/** A counter whose value is a sum of wei that is kept elsewhere. */
function exactly(registry: Registry, name: string, help: string, total: () => bigint): void {
  new Counter({
    name: prefix + name,
    help,
    registers: [registry],
    collect() {
      this.reset()
      this.inc(ether(total()))
    },
  })
}

function itemsOf(acts: readonly Act[], chore: ChoreName): number {
  return acts
    .filter(({ job, outcome }) => outcome === 'waiting' && job.chore === chore)
    .reduce((count, { items }) => count + items.length, 0)
}
