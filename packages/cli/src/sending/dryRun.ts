import { SendingRefusedError, type TransactionPlan } from '@cotrain/sdk'
import { formatAmount, plural } from '../format.ts'
import type { Output } from '../output.ts'
import { costAtMost, describePlan, whatItDoes } from './describe.ts'

/** A command would send what it has planned so far, and ends here under --dry-run. */
export class DryRunEnd extends SendingRefusedError {
  override name = 'DryRunEnd'
  readonly plans: readonly TransactionPlan[]

  constructor(plans: readonly TransactionPlan[]) {
    super('This was a dry run.')
    this.plans = plans
  }
}

const planned: TransactionPlan[] = []

/** Notes what would be sent. @throws DryRunEnd */
export function endWith(plan: TransactionPlan): never {
  planned.push(plan)
  throw new DryRunEnd(planned)
}

/** Sends one of several things that do not build on one another: under --dry-run, the next one is looked at as well. */
export async function oneOfSeveral<result>(send: () => Promise<result>): Promise<result | undefined> {
  return send().catch((error: unknown) => {
    if (error instanceof DryRunEnd) return undefined
    throw error
  })
}

/** After {@link oneOfSeveral}: ends a dry run in which something would be sent. @throws DryRunEnd */
export function endOfSeveral(): void {
  if (planned.length > 0) throw new DryRunEnd(planned)
}

/** Says what would be sent. */
export function sayPlans(out: Output, { plans }: DryRunEnd): void {
  const most = plans.reduce((sum, plan) => sum + costAtMost(plan), 0n)
  const [{ chainId, account }] = plans as [TransactionPlan]
  const document = { dryRun: true, chainId, account, transactions: plans.map(documentOf), costAtMost: most }
  out.result(document, () =>
    [
      `Dry run: nothing was sent. ${account} would send ${plural(plans.length, 'transaction')} on chain ${chainId}:`,
      ...plans.map(plan => `  ${describePlan(plan)}`),
      `In all ${formatAmount(most)} at most. What follows from them, such as further transactions, is not in it.`,
    ].join('\n'),
  )
}

function documentOf(plan: TransactionPlan) {
  const { to = null, data, value, comesBack, gas, gasPrice, maxFeePerGas, maxPriorityFeePerGas, nonce } = plan
  const fees = gasPrice === undefined ? { maxFeePerGas, maxPriorityFeePerGas } : { gasPrice }
  return {
    does: whatItDoes(plan),
    ...{ to, data, value, comesBack, gas, ...fees, nonce: nonce ?? null },
    costAtMost: costAtMost(plan),
  }
}
