import type { Logger } from 'pino'
import type { LocalAccount } from 'viem'
import type { Connection } from '../context.ts'
import type { Budget } from './budget.ts'
import type { KeeperMetrics } from './metrics.ts'
import type { Settings } from './types.ts'
import type { Watch } from './watch.ts'

/** What a keeper works with, and by which rules. */
export type Keeping = {
  client: Connection
  account: LocalAccount
  settings: Settings
  /** Wei that each transaction must bring beyond its gas. */
  minProfit: bigint
  /** Wei to pay for a unit of gas at most. */
  maxFee: bigint | undefined
  budget: Budget
  dryRun: boolean
  /** Milliseconds to wait for each transaction. */
  timeout: number
  watch: Watch
  metrics: KeeperMetrics
  log: Logger
  /** Aborted when it is to end. */
  stop: AbortSignal
  /** Whether nobody else has taken over. */
  isOurs: () => Promise<boolean>
}
