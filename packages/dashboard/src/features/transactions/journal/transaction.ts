import type { Address, Hash } from 'viem'

/**
 * - `trying`: being simulated, so that what would fail is not given to the wallet.
 * - `asking`: the wallet was asked to sign it.
 * - `sent`: its hash is known, and it waits for a block.
 * - `mined`: in a block, with success. `reverted`: in a block, without.
 * - `replaced`: another transaction of the account was mined in its place. `cancelled`: one that does nothing.
 * - `refused`: its owner said no in the wallet. `failed`: it was not sent, `reason` says why.
 * - `dropped`: the node does not know it (any more).
 */
export type TransactionState = (typeof states)[number]
const states = [
  'trying',
  'asking',
  'sent',
  'mined',
  'reverted',
  'replaced',
  'cancelled',
  'refused',
  'failed',
  'dropped',
] as const

/** What the wallet was asked to send: enough to know it again on the chain. */
export interface Asked {
  /** Missing when it creates a contract. */
  to?: Address | undefined
  /** Wei, as a decimal number. */
  value: string
  /** keccak256 of its data. */
  dataHash: Hash
}

/** A transaction of this browser, from before it is signed until its block is final. Kept as JSON. */
export interface JournalTransaction {
  id: string
  chainId: number
  account: Address
  /** What it does, for people. */
  title: string
  /** The model that it is about, as `formatModelId` writes it. */
  model?: string | undefined
  /** While a transaction with the same text is under way, no other one with it is sent. */
  once?: string | undefined
  state: TransactionState
  /** Milliseconds since 1970: when it began, and when its state changed. */
  madeAt: number
  changedAt: number
  /** The page that waits for the wallet. */
  page: string
  /** Nobody waits for the wallet's answer any more. */
  left?: boolean | undefined
  asked?: Asked | undefined
  /** The account's next number when the wallet was asked; the wallet may take another one. */
  nextNonce?: number | undefined
  hash?: Hash | undefined
  /** What EIP-5792's wallets call several calls that they send together. */
  callsId?: string | undefined
  nonce?: number | undefined
  block?: { number: string; hash: Hash } | undefined
  /** Whether the block that decides it cannot be undone any more. */
  final?: boolean | undefined
  /** The transaction that was mined in its place; with `mined`, the one that it was before it was sped up. */
  other?: Hash | undefined
  /** Looks one after the other at which the node did not know it. */
  missed?: number | undefined
  /** It was in a block that is not on the chain any more. */
  undone?: boolean | undefined
  /** The number of an earlier transaction of the account that is missing, for which it waits. */
  gap?: number | undefined
  /** Another transaction with its number waits as well: one of the two will be mined. */
  rival?: boolean | undefined
  /** Why it was not sent, or why it reverted. */
  reason?: string | undefined
}

/** Whether it may still come to something: the same is not sent again meanwhile. */
export const isUnderWay = ({ state }: Pick<JournalTransaction, 'state'>) =>
  state === 'trying' || state === 'asking' || state === 'sent' || state === 'dropped'

/** Whether nothing more becomes of it, so that it can be cleared away. */
export const isOver = ({ state, final = false }: Pick<JournalTransaction, 'state' | 'final'>) =>
  state === 'refused' || state === 'failed' || (!isUnderWay({ state }) && final)

/** Whether it was in a block when it was last looked at, or another one in its place. */
export const isDecided = ({ state }: Pick<JournalTransaction, 'state'>) =>
  state === 'mined' || state === 'reverted' || state === 'replaced' || state === 'cancelled'

const isText = (value: unknown) => typeof value === 'string'
const isHexOf = (value: unknown, digits: number) =>
  isText(value) && new RegExp(`^0x[0-9a-fA-F]{${digits}}$`).test(value as string)
const isOptional = (value: unknown, test: (value: unknown) => boolean) => value === undefined || test(value)

/** Whether what the browser kept is a transaction: other programs of the site, or an older page, may have written it. */
export function isJournalTransaction(value: unknown): value is JournalTransaction {
  const each = value as Partial<JournalTransaction> | null
  if (typeof each !== 'object' || each === null) return false
  const { block, asked } = each
  return (
    [each.id, each.title, each.page].every(isText) &&
    [each.chainId, each.madeAt, each.changedAt].every(Number.isSafeInteger) &&
    (states as readonly unknown[]).includes(each.state) &&
    isHexOf(each.account, 40) &&
    [each.model, each.once, each.callsId, each.reason].every(text => isOptional(text, isText)) &&
    [each.hash, each.other].every(hash => isOptional(hash, text => isHexOf(text, 64))) &&
    [each.nonce, each.nextNonce, each.gap, each.missed].every(count =>
      isOptional(count, Number.isSafeInteger),
    ) &&
    (block === undefined || (isHexOf(block?.hash, 64) && /^\d+$/.test(String(block.number)))) &&
    (asked === undefined || (isHexOf(asked?.dataHash, 64) && /^\d+$/.test(String(asked.value))))
  )
}
