import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { SentTransaction, WaitingTransaction } from '@cotrain/sdk'
import { type Address, type Hash, type Hex, isAddressEqual } from 'viem'

/** What a transaction does and offers, in JSON: wei and gas in decimals. */
type StoredRequest = { to?: Address; data: Hex; value: string; gas?: string; comesBack?: boolean } & {
  [fee in (typeof feeNames)[number]]?: string
}

const feeNames = ['maxFeePerGas', 'maxPriorityFeePerGas', 'gasPrice'] as const

/** A transaction that was sent from this machine, and of which nobody has seen what became. */
export type InFlight = {
  hash: Hash
  /** Who keeps an eye on it, where that is no command that somebody waits for. */
  by?: 'keeper'
  chainId: number
  account: Address
  nonce: number
  /** When it was signed, in milliseconds since 1970. */
  sentAt?: number
  /** What it does, in a few words. */
  does?: string
  /** What was signed; of a cancellation, what it cancels. */
  request?: StoredRequest
  /** Those in whose place it stands, the oldest first: one of all of them is mined. */
  replaces?: readonly Hash[]
  /** Whether it does nothing, in the place of another one. */
  cancels?: boolean
  /** Of contributions: where, and what each says, as `contentOf` tells it. */
  trainer?: Address
  modelId?: string
  contents?: readonly Hash[]
}

/** What is kept of a transaction that is about to be broadcast. */
export function recordOf(sent: SentTransaction, does: string): InFlight {
  const { hash, account, nonce, request } = sent
  const { to, data, value, gas, comesBack, chainId } = request
  const fees = Object.fromEntries(
    feeNames.flatMap(name => (request[name] === undefined ? [] : [[name, String(request[name])]])),
  )
  const known = { ...(to && { to }), ...(gas && { gas: String(gas) }) }
  const stored = { ...known, data, value: String(value), comesBack, ...fees }
  return { hash, chainId, account, nonce: nonce!, sentAt: Date.now(), does, request: stored }
}

/** A transaction as the SDK sends it again; undefined where it was kept by an older version. */
export function waitingOf({ account, nonce, request }: InFlight): WaitingTransaction | undefined {
  if (request === undefined) return undefined
  const { to, data, value, gas, comesBack } = request
  const fees = Object.fromEntries(
    feeNames.flatMap(name => (request[name] === undefined ? [] : [[name, BigInt(request[name])]])),
  )
  return {
    account,
    nonce,
    to,
    data,
    value: BigInt(value),
    comesBack,
    gas: gas === undefined ? undefined : BigInt(gas),
    ...fees,
  }
}

type Log = (text: string) => void

/** The folder of the XDG specification for what a program remembers between runs. */
function folder(): string {
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state')
  return join(state, 'cotrain', 'in-flight')
}

const fileOf = (hash: Hash) => join(folder(), `${hash}.json`)

/** Writes a transaction down, in one piece; says so if that is not possible. */
export function remember(transaction: InFlight, log: Log): void {
  const file = fileOf(transaction.hash)
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.new`, JSON.stringify(transaction), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch (error) {
    log(`Cannot remember this transaction: ${reason(error)}. Do not send it twice.`)
  }
}

/** Removes what is known of a transaction, because it is known what became of it. */
export function forget(hash: Hash): void {
  try {
    rmSync(fileOf(hash), { force: true })
  } catch {
    // a folder that has become read-only: the next look finds the transaction mined
  }
}

/** What is kept of a transaction, or of the one that stands in its place by now. */
export function find(hash: Hash, log: Log): InFlight | undefined {
  return all(log).find(known => known.hash === hash || known.replaces?.includes(hash))
}

/** Removes all that is known of the place of a transaction: one with its nonce is mined. */
export function forgetPlace(hash: Hash): void {
  const silent = () => undefined
  const known = find(hash, silent)
  if (known === undefined) return
  const { chainId, account, nonce } = known
  for (const each of recall({ chainId, account }, silent)) if (each.nonce === nonce) forget(each.hash)
}

/** What was sent on a chain from this machine, by one account or by all; files that cannot be read are named. */
export function recall(of: { chainId: number; account?: Address | undefined }, log: Log): InFlight[] {
  return all(log).filter(
    known =>
      known.chainId === of.chainId && (of.account === undefined || isAddressEqual(known.account, of.account)),
  )
}

function all(log: Log): InFlight[] {
  return names().flatMap(name => {
    const known = read(join(folder(), name), log)
    return known === undefined ? [] : [known]
  })
}

function names(): string[] {
  try {
    return readdirSync(folder()).filter(name => /^0x[0-9a-f]{64}\.json$/.test(name))
  } catch {
    return []
  }
}

function read(file: string, log: Log): InFlight | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isInFlight(value)) return value
  } catch (error) {
    // another process may have removed it just now
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  }
  log(`${file} is damaged and left out: look at that transaction yourself, then remove the file.`)
  return undefined
}

function isInFlight(value: unknown): value is InFlight {
  const known = value as Partial<Record<keyof InFlight, unknown>> | null
  if (typeof known !== 'object' || known === null) return false
  const { hash, account, contents, replaces = [], request, modelId, does = '', sentAt = 0 } = known
  return (
    isHex(hash, 32) &&
    isHex(account, 20) &&
    Number.isSafeInteger(known.chainId) &&
    Number.isSafeInteger(known.nonce) &&
    (contents === undefined ? true : isHashes(contents) && isHex(known.trainer, 20)) &&
    (modelId === undefined || typeof modelId === 'string') &&
    typeof does === 'string' &&
    Number.isSafeInteger(sentAt) &&
    isHashes(replaces) &&
    (request === undefined || isRequest(request))
  )
}

function isRequest(value: unknown): value is StoredRequest {
  const request = value as Partial<Record<keyof StoredRequest, unknown>> | null
  if (typeof request !== 'object' || request === null) return false
  const { to, data, value: sent, gas, comesBack, ...fees } = request
  const amounts = [gas, ...feeNames.map(name => fees[name])].filter(each => each !== undefined)
  return (
    (to === undefined || isHex(to, 20)) &&
    (comesBack === undefined || typeof comesBack === 'boolean') &&
    typeof data === 'string' &&
    /^0x([0-9a-f]{2})*$/i.test(data) &&
    [sent, ...amounts].every(each => typeof each === 'string' && /^\d+$/.test(each))
  )
}

const isHashes = (value: unknown) => Array.isArray(value) && value.every(each => isHex(each, 32))

function isHex(value: unknown, bytes: number): boolean {
  return typeof value === 'string' && value.length === 2 + 2 * bytes && /^0x[0-9a-fA-F]*$/.test(value)
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
