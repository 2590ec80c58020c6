import { InsufficientFundsError, toCotrainError, UserRejectedError } from '@cotrain/sdk'
import { type Address, type Hash, type Hex, isHash, keccak256 } from 'viem'
import { AccountChangedError, AlreadyUnderWayError, WalletSilentError } from '../errors.ts'
import { journal } from '../journal/journal.ts'
import { thisPage } from '../journal/pages.ts'
import { type Asked, isUnderWay, type JournalTransaction } from '../journal/transaction.ts'

/** What somebody is about to send, for people and for the journal. */
export interface Described {
  title: string
  /** The model that it is about, as `formatModelId` writes it. */
  model?: string | undefined
  once?: string | undefined
}

/** Who sends, and where. */
export interface Sender {
  chainId: number
  account: Address
  /** The account that is chosen now. */
  current: () => Address | undefined
  /** The account's next number, if the node tells. */
  nextNonce: () => Promise<number | undefined>
  /** What an account has, in wei, and what a gas costs now. */
  funds: () => Promise<{ balance: bigint; gasPrice: bigint }>
}

/** The transaction as a wallet is asked for it. */
export interface WalletRequest {
  to?: Address | null
  data?: Hex
  value?: Hex
  gas?: Hex
}

/** Notes in the journal what becomes of the transactions of one action, one after the other. */
export interface Noting {
  /** Asks the wallet by `run`, which gives a hash, or what EIP-5792 calls several calls. */
  ask: (request: WalletRequest | undefined, run: () => Promise<string>) => Promise<string>
  /** The action has ended, with an error or without. */
  end: (error?: unknown) => void
  ids: readonly string[]
}

/** How to stop waiting for the wallet, of the transactions for which this page waits. */
const stops = new Map<string, () => void>()

/** Transactions of actions that run in this page, which say themselves what came of them. */
const awaited = new Set<string>()
export const isAwaitedHere = (id: string) => awaited.has(id)

export const canStopWaiting = (id: string) => stops.has(id)

/** Waits for the wallet no longer; if it answers all the same, the journal has it. */
export const stopWaiting = (id: string) => stops.get(id)?.()

/** @throws AlreadyUnderWayError when a transaction with the same `once` is under way */
export function startNoting(described: Described, sender: Sender): Noting {
  const { once } = described
  const isSame = (each: JournalTransaction) =>
    each.once === once && each.chainId === sender.chainId && each.account === sender.account
  if (once !== undefined && journal.read().some(each => isSame(each) && isUnderWay(each)))
    throw new AlreadyUnderWayError()
  const ids: string[] = []
  let waiting: string | undefined = begin()

  function begin(): string {
    const id = newId()
    const now = Date.now()
    const { chainId, account } = sender
    const at = { madeAt: now, changedAt: now, page: thisPage }
    journal.write({ id, chainId, account, ...described, state: 'trying', ...at })
    ids.push(id)
    awaited.add(id)
    return id
  }

  return {
    ids,
    async ask(request, run) {
      const current = sender.current()
      if (current?.toLowerCase() !== sender.account.toLowerCase()) throw new AccountChangedError()
      const id: string = waiting ?? begin()
      waiting = undefined
      const nextNonce = await sender.nextNonce().catch(() => undefined)
      journal.change(id, { state: 'asking', nextNonce, asked: request && askedOf(request) })
      try {
        return await answerOf(id, run)
      } catch (error) {
        throw await explained(error, request, sender)
      }
    },
    end(error) {
      if (waiting !== undefined) endUnasked(waiting, error)
      // what succeeded was told by the action; of what it left, the watcher tells
      if (error !== undefined) for (const id of ids) awaited.delete(id)
    },
  }
}

/** Ends one for which the wallet was never asked: what failed is kept, so that it is told wherever the reader is. */
function endUnasked(id: string, error: unknown): void {
  if (error === undefined) journal.forget([id])
  else journal.change(id, { state: 'failed', reason: toCotrainError(error).shortMessage })
}

/** The wallet's answer, noted whenever it comes. */
function answerOf(id: string, run: () => Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    stops.set(id, () => {
      stops.delete(id)
      journal.change(id, { left: true })
      reject(new WalletSilentError())
    })
    run()
      .finally(() => stops.delete(id))
      .then(
        answer => {
          journal.change(id, { state: 'sent', left: undefined, ...nameOf(answer) })
          resolve(answer)
        },
        (error: unknown) => {
          noteRefusal(id, error)
          reject(error)
        },
      )
  })
}

const nameOf = (answer: string) =>
  isHash(answer) && answer.length === 66 ? { hash: answer as Hash } : { callsId: answer }

/** A wallet that says no has sent nothing; of one that fails, or cannot be reached, nobody knows. */
function noteRefusal(id: string, error: unknown): void {
  const failure = toCotrainError(error)
  if (failure instanceof UserRejectedError) journal.change(id, { state: 'refused', left: undefined })
  else if (silences.includes(failure.name)) journal.change(id, { left: true })
  else journal.change(id, { state: 'failed', left: undefined, reason: failure.shortMessage })
}

/** Errors after which a transaction may have been sent all the same. */
const silences = ['NodeUnreachableError', 'NodeTroubleError', 'RateLimitedError']

/** An account that has too little is told how much is missing. */
async function explained(
  error: unknown,
  request: WalletRequest | undefined,
  { funds }: Sender,
): Promise<unknown> {
  if (!(toCotrainError(error) instanceof InsufficientFundsError) || !request?.gas) return error
  const known = await funds().catch(() => undefined)
  if (!known) return error
  const needed = BigInt(request.value ?? 0) + BigInt(request.gas) * known.gasPrice
  const { balance } = known
  return balance < needed ? new InsufficientFundsError({ needed, balance, cause: error }) : error
}

function askedOf({ to, data = '0x', value = '0x0' }: WalletRequest): Asked {
  return { to: to ?? undefined, value: BigInt(value).toString(), dataHash: keccak256(data) }
}

const newId = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`
