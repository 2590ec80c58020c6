import type { IncentiveOptions, MechanismName } from '@cotrain/sdk'
import type { PrepareModelOptions } from '@cotrain/sdk/models'
import { type Address, isAddressEqual } from 'viem'
import { createStoredList } from '../../../ui/storedList.ts'
import { storage } from '../../network/storage.ts'

/** What is published: all that it takes to go on after the page was closed. */
export interface Job {
  /** A model file, of whose bytes what is uploaded is made each time anew. */
  json: Uint8Array
  about: PrepareModelOptions
  mechanism: MechanismName
  options: IncentiveOptions
}

/** A model that somebody has begun to publish with this browser. */
export interface Publication {
  id: string
  chainId: number
  account: Address
  name: string
  mechanism: MechanismName
  classes: readonly string[]
  /** Transactions that it takes in all. */
  transactions: number
  /** Whether a wallet was asked for a signature and has not answered, as far as this browser knows. */
  asked: boolean
}

const isPublication = (value: unknown): value is Publication => {
  const { id, chainId, account, name, mechanism, classes, transactions, asked } = (value ?? {}) as Partial<
    Record<string, unknown>
  >
  return (
    [id, account, name, mechanism].every(each => typeof each === 'string') &&
    [chainId, transactions].every(each => typeof each === 'number') &&
    Array.isArray(classes) &&
    typeof asked === 'boolean'
  )
}

/** All that are under way, the same in all tabs; their files are in the browser's database. */
const publications = createStoredList('cotrain.publications', isPublication)

const keyOf = (id: string) => `publication ${id}`

/** Those of a chain that are not done. */
export function usePublications(chainId: number): readonly Publication[] {
  return publications.use().filter(each => each.chainId === chainId)
}

/** Keeps what is needed to go on, before anything is signed. */
export async function keepPublication(publication: Publication, job: Job): Promise<void> {
  await storage.set(keyOf(publication.id), encodeJob(job))
  publications.write([...publications.read().filter(({ id }) => id !== publication.id), publication])
}

/** Notes that a wallet was asked, or has answered. */
export function noteAsked(id: string, asked: boolean): void {
  publications.write(publications.read().map(each => (each.id === id ? { ...each, asked } : each)))
}

/** Forgets a publication that is done, or not wanted any more. What is on the chain stays there. */
export async function forgetPublication(id: string): Promise<void> {
  publications.write(publications.read().filter(each => each.id !== id))
  await storage.delete(keyOf(id))
}

/** What was kept; undefined when the browser has lost it. */
export async function loadJob(id: string): Promise<Job | undefined> {
  const kept = await storage.get(keyOf(id))
  return kept && decodeJob(kept)
}

const lineEnd = 10

/** A line of JSON, and the model file. Amounts are written as `5n`. */
export function encodeJob({ json, ...rest }: Job): Uint8Array {
  const line = JSON.stringify(rest, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
  const head = new TextEncoder().encode(`${line}\n`)
  const whole = new Uint8Array(head.length + json.length)
  whole.set(head)
  whole.set(json, head.length)
  return whole
}

/** The same read again; undefined when it is not whole. */
export function decodeJob(bytes: Uint8Array): Job | undefined {
  const end = bytes.indexOf(lineEnd)
  if (end < 0) return undefined
  try {
    const { about, mechanism, options } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)))
    return { json: bytes.slice(end + 1), about, mechanism, options: withAmounts(options) }
  } catch {
    return undefined
  }
}

/** Of options only amounts are written like this: choices are numbers, addresses and bytes begin with 0x. */
function withAmounts(options: Readonly<Record<string, unknown>>): IncentiveOptions {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  ])
  return Object.fromEntries(entries) as IncentiveOptions
}

/** Whether a model on the chain, wholly or in part, can be what this browser has begun to publish. */
export function isPublicationOf(
  { account, name, mechanism, classes }: Publication,
  model: { owner: Address; mechanism: MechanismName; metadata: { name: string; classes: readonly string[] } },
): boolean {
  return (
    isAddressEqual(account, model.owner) &&
    mechanism === model.mechanism &&
    name === model.metadata.name &&
    classes.length === model.metadata.classes.length &&
    classes.every((each, i) => each === model.metadata.classes[i])
  )
}
