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
