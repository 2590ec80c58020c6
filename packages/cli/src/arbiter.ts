import type { Arbiter, Model } from '@cotrain/sdk'
import { formatAmount } from './format.ts'

const places: Record<Arbiter['stands'], string> = {
  owner: 'the owner of the model',
  account: 'a plain account',
  contract: 'a contract',
}

/** Who decides what was challenged as often as it may be, in words; nothing of models under other mechanisms. */
export function sayArbiter({ arbiter, mechanism }: Model): string | undefined {
  if (mechanism !== 'bonded') return undefined
  if (!arbiter) return 'nobody: what stays contested is dropped'
  const { address, fee, kind, stands } = arbiter
  const takes =
    kind === 'referee'
      ? ''
      : `; ${fee === undefined ? 'it does not answer' : `it takes ${formatAmount(fee)}`}`
  return `${address}, a ${kind}; it is ${places[stands]}${takes}`
}

/** The same for tables. */
export function nameArbiter({ arbiter }: Model): string {
  return arbiter ? `, ${arbiter.kind} (${places[arbiter.stands]})` : ''
}
