import type { MechanismName, Model, SyncedModel, TestSet, WriteParameters } from '@cotrain/sdk'
import type { Address, LocalAccount } from 'viem'
import type { Connection } from '../context.ts'
import type { BundleFile } from '../market/bundleFiles.ts'

/** What there is to do, as metrics and logs name it. */
export const choreNames = [
  'refund',
  'take',
  'verify',
  'settle',
  'drop',
  'withdraw',
  'reveal',
  'publish',
  'score',
  'close',
  'claim',
] as const
export type ChoreName = (typeof choreNames)[number]

/** What the user wants of the chores. */
export type Settings = {
  /** Whether to take of others' deposits what the model's word allows. */
  take: boolean
  /** Gas that a step of scoring may need. */
  gas: bigint
  /** What `market commit` wrote, as it stands on disk now. */
  bundles: () => Promise<readonly BundleFile[]>
  /** The test set of a market that the account sponsors. */
  testSet: TestSet | undefined
}

/** A model as it is now, to an account: what chores are found in. */
export type Look<mechanism extends MechanismName> = {
  client: Connection
  model: Model<mechanism>
  synced: SyncedModel<mechanism>
  /** Its history up to now, to send with: what was sent before has changed it. */
  sync: () => Promise<SyncedModel<mechanism>>
  account: Address
  /** The time (seconds since 1970) that a transaction sent now will see. */
  now: bigint
  settings: Settings
}

/** One thing in a job, and the wei that it brings the account. */
export type Item = { income: bigint; what: string }

/** What a job is sent with: the account weighs each transaction before it signs. */
export type Sending = Required<Pick<WriteParameters, 'onHash' | 'onReceipt' | 'timeout'>> & {
  account: LocalAccount
}

/** Some things that one transaction does. */
export type Job<item extends Item = Item> = {
  model: Model
  chore: ChoreName
  items: readonly item[]
  /** From when on it can be done, and when it is lost or others can do it, in seconds since 1970, if ever. */
  opensAt: bigint
  deadline: bigint | undefined
  /** Whether it does others or the model good: then it may cost more than it brings, within the daily budget. */
  isPublic: boolean
  /** Sends some of the items, and waits. @returns Wei that came in, gas not counted */
  send(items: readonly item[], how: Sending): Promise<bigint>
}

/** Everything that there is to do about a model now. */
export type Finder<mechanism extends MechanismName> = (look: Look<mechanism>) => Promise<Job[]>

/** Parts of a list, of so many each. */
export function chunks<item>(items: readonly item[], most: number): item[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, i) =>
    items.slice(i * most, (i + 1) * most),
  )
}

/** The lowest of some numbers that may be missing. */
export function earliest(times: readonly (bigint | undefined)[]): bigint | undefined {
  return times.reduce(
    (least, time) => (least === undefined || (time ?? least) < least ? time : least),
    undefined,
  )
}

export const sum = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((total, amount) => total + amount, 0n)
