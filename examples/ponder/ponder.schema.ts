import { index, onchainTable } from 'ponder'

/** A model, with what its owner says of it: a stranger's words, as they stand on the chain. */
export const model = onchainTable('model', t => ({
  /** As `deposits:0`. */
  id: t.text().primaryKey(),
  mechanism: t.text().notNull(),
  owner: t.hex().notNull(),
  metadata: t.text().notNull(),
  created: t.integer().notNull(),
}))

/** A contribution, with what became of it. Times in seconds since 1970, amounts in wei. */
export const contribution = onchainTable(
  'contribution',
  t => ({
    /** As `deposits:0:17`. */
    id: t.text().primaryKey(),
    model: t.text().notNull(),
    index: t.bigint().notNull(),
    contributor: t.hex().notNull(),
    time: t.integer().notNull(),
    label: t.integer().notNull(),
    sample: t.hex().notNull(),
    status: t.text().notNull(),
    /** The label that the model has learned; null where it has not. */
    learned: t.integer(),
    deposit: t.bigint().notNull(),
    remaining: t.bigint().notNull(),
    /** Under points. */
    surprising: t.boolean().notNull(),
    points: t.bigint(),
    /** In a market. */
    bundle: t.bigint(),
    /** With bonds. */
    duplicateOf: t.bigint(),
    transaction: t.hex().notNull(),
    block: t.bigint().notNull(),
  }),
  table => ({
    ofModel: index().on(table.model),
    ofContributor: index().on(table.contributor),
    ofTime: index().on(table.time),
  }),
)

/** What somebody did about a contribution: refunded, took, challenged, settled, … */
export const action = onchainTable(
  'action',
  t => ({
    id: t.text().primaryKey(),
    contribution: t.text().notNull(),
    name: t.text().notNull(),
    by: t.hex().notNull(),
    time: t.integer().notNull(),
    transaction: t.hex().notNull(),
  }),
  table => ({ ofContribution: index().on(table.contribution), ofAccount: index().on(table.by) }),
)

/** Under points: what the model thought of a contribution just before it. */
export const judgement = onchainTable('judgement', t => ({
  id: t.text().primaryKey(),
  surprising: t.boolean().notNull(),
}))
