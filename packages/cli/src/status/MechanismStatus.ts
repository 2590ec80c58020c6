import type { MechanismName, Model, SyncedModel } from '@cotrain/sdk'
import type { Address } from 'viem'
import type { Connection } from '../context.ts'

/** What is asked about: whose view of which model. */
export type StatusOf<mechanism extends MechanismName> = {
  client: Connection
  model: Model<mechanism>
  account: Address
  /** The model's history; undefined until it is uploaded. */
  synced: SyncedModel<mechanism> | undefined
}

/** What a mechanism adds to `cotrain status`. */
export type MechanismStatus = {
  /** To the model's part of the document. */
  model: Record<string, unknown>
  /** To the account's part. */
  account: Record<string, unknown>
  /** Beside them. */
  document: Record<string, unknown>
  /** Lines of facts for people. */
  rows: string[][]
  /** What the account can do, contribution by contribution. */
  table: (bold: (text: string) => string) => string
}
