import { SendingRefusedError, type TransactionPlan } from '@cotrain/sdk'
import { formatAmount, plural } from '../format.ts'
import { isLocalChain } from '../localChains.ts'
import { costAtMost, describePlan } from './describe.ts'

/** Nobody has said yes to spending money. */
export class NotApprovedError extends SendingRefusedError {
  override name = 'NotApprovedError'
}

/** Sees to it that nothing is spent unasked on a chain where money may be worth something. */
export type Approval = {
  /** Asks, unless what was approved before covers it. @throws NotApprovedError */
  check(plan: TransactionPlan): Promise<void>
  /** The next question is about so many transactions, which take as much as the first each. */
  several(count: number): void
  /** Asks now, for all that is to come, which takes so many wei at most. @throws NotApprovedError */
  ask(about: { account: string; what: string; most: bigint }): Promise<void>
}

/** @param yes - Whether the user has said yes on the command line */
export function createApproval({ chainId, yes }: { chainId: number; yes: boolean }): Approval {
  const isFree = yes || isLocalChain(chainId)
  let left = 0n
  let count = 1
  const ask: Approval['ask'] = async ({ account, what, most }) => {
    if (isFree) return
    await confirm(`On ${nameOf(chainId)}, from ${account}:\n  ${what}\nIn all ${formatAmount(most)} at most.`)
    left = most
  }
  return {
    ask,
    several(many) {
      count = Math.max(1, many)
    },
    async check(plan) {
      const cost = costAtMost(plan)
      if (!isFree && cost > left) {
        const first = count === 1 ? '' : `\n  and ${plural(count - 1, 'more transaction')} like this`
        const what = `${describePlan(plan)}${first}`
        await ask({ account: plan.account, what, most: cost * BigInt(count) })
        count = 1
      }
      left -= cost
    },
  }
}

/** @throws NotApprovedError when the answer is no, or there is nobody to ask */
async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new NotApprovedError('This spends money, and nobody can be asked: there is no terminal.', {
      metaMessages: [
        ...question.split('\n'),
        'Nothing was sent. To send it unasked: --yes. To see what would be sent: --dry-run',
      ],
    })
  }
  process.stderr.write(`${question}\n`)
  const { default: ask } = await import('@inquirer/confirm')
  const isYes = ask({ message: 'Send it?', default: false }, { output: process.stderr })
  // Ctrl-C is a no, too
  if (await isYes.catch(() => false)) return
  throw new NotApprovedError('Not sent, as you say.', { metaMessages: ['Nothing was sent.'] })
}

/** Chains that people know by name. */
const names: Readonly<Record<number, string>> = {
  1: 'Ethereum',
  10: 'OP Mainnet',
  56: 'BNB Smart Chain',
  100: 'Gnosis',
  137: 'Polygon',
  324: 'ZKsync Era',
  8453: 'Base',
  17000: 'Holesky',
  42161: 'Arbitrum One',
  42220: 'Celo',
  43114: 'Avalanche',
  59144: 'Linea',
  84532: 'Base Sepolia',
  421614: 'Arbitrum Sepolia',
  534352: 'Scroll',
  560048: 'Hoodi',
  11155111: 'Sepolia',
  11155420: 'OP Sepolia',
}

function nameOf(chainId: number): string {
  const name = names[chainId]
  return name === undefined ? `chain ${chainId}` : `${name} (chain ${chainId})`
}
