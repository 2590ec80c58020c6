import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type Address, type Hash, isAddressEqual } from 'viem'

/** A transaction with contributions that was sent from this machine, and of which nobody has seen what became. */
export type InFlight = {
  hash: Hash
  chainId: number
  account: Address
  nonce: number
  trainer: Address
  modelId: string
  /** What each contribution says, as `contentOf` tells it. */
  contents: readonly Hash[]
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

/** What was sent on a chain from this machine, by one account or by all; files that cannot be read are named. */
export function recall(of: { chainId: number; account?: Address | undefined }, log: Log): InFlight[] {
  return names().flatMap(name => {
    const known = read(join(folder(), name), log)
    if (known?.chainId !== of.chainId) return []
    return of.account === undefined || isAddressEqual(known.account, of.account) ? [known] : []
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
  const texts = [known?.hash, known?.account, known?.trainer, known?.modelId]
  return (
    texts.every(text => typeof text === 'string') &&
    /^0x[0-9a-fA-F]{40}$/.test(known?.account as string) &&
    Number.isSafeInteger(known?.chainId) &&
    Number.isSafeInteger(known?.nonce) &&
    Array.isArray(known?.contents)
  )
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))
