import { getChainId } from 'viem/actions'
import { cardOf } from '../dataset/card.ts'
import { DatasetChecker, type Expectation, spell } from '../dataset/check.ts'
import { addAll, type CheckDatasetParameters, type CheckDatasetReturnType } from '../dataset/checkDataset.ts'
import { DatasetCardError } from '../dataset/errors.ts'
import type { DatasetCard } from '../dataset/types.ts'
import { parseModelId } from '../kinds/modelId.ts'
import type { EntryLog } from '../record/EntryLog.ts'
import { rowMakerAt } from './getDataset.ts'
import { getModel, type Model } from './getModel.ts'
import type { CotrainClient } from './internal/client.ts'
import { addHistory, contributionAt } from './internal/history.ts'
import { readRecord } from './internal/record/readRecord.ts'
import { headerAt, newestHeader } from './internal/sync/blocks.ts'
import { type SyncedModel, syncModel } from './syncModel.ts'

export type VerifyDatasetParameters = CheckDatasetParameters & {
  /**
   * `history`: rows are compared with the model's events as well, so that all of their fields are proved, and what is
   * wrong is named. `record`: with what the contract keeps only, which takes a few calls; that has contributor, time,
   * label, deposit, sample and changes, but neither status nor what was learned. @default 'history'
   */
  against?: 'record' | 'history' | undefined
  /** The model's history up to the card's block or a later one, if it is at hand. @default synced now */
  synced?: SyncedModel | undefined
}
export type VerifyDatasetReturnType = CheckDatasetReturnType & {
  /** Whether the contract was asked of the card's block, or, where the node has no state of it, of now. */
  recordAt: 'block' | 'now'
  against: 'record' | 'history'
}

/**
 * Proves that a data set is what stands on the chain: its files are checked as by `checkDataset`, and their log against
 * the contract's `log`, `page` and `pinned`: at the card's block if the node has its state, else now, when all pages that
 * were complete then are still the same.
 *
 * @throws DatasetCardError when it is of another chain, or its block is not there; what `syncModel` throws
 *
 * @example
 * const { problems } = await verifyDataset(client, { card: readDatasetCard(json), lines })
 */
export async function verifyDataset(
  client: CotrainClient,
  parameters: VerifyDatasetParameters,
): Promise<VerifyDatasetReturnType> {
  const { card, against = 'history' } = parameters
  const model = await modelOf(client, card)
  const wrongBlock = await problemOfBlock(client, card)
  const expected = against === 'history' ? await expectationOf(client, model, parameters) : undefined
  const checker = new DatasetChecker(card, expected?.rows)
  if (wrongBlock !== undefined) checker.report(wrongBlock)
  for (const problem of problemsOfCard(card, model, expected)) checker.report(problem)
  const rows = await addAll(checker, parameters)
  const recordAt = await compareRecord(client, model, checker, card)
  return { problems: checker.problems, count: checker.count, rows, recordAt, against }
}

/** The model that a card names. @throws DatasetCardError when the client is on another chain */
async function modelOf(
  client: CotrainClient,
  { model: { id, trainer }, chain }: DatasetCard,
): Promise<Model> {
  const current = client.chain?.id ?? (await getChainId(client))
  if (current !== chain.id) {
    throw new DatasetCardError(`it is of chain ${chain.id}, and the node is on chain ${current}`)
  }
  const address = parseModelId(id)
  if (address.trainer.toLowerCase() !== trainer.toLowerCase()) {
    throw new DatasetCardError(`${id} is held by ${address.trainer}, and not by ${trainer}`)
  }
  return getModel(client, { model: address })
}

/** What is wrong with the block that a card names. @throws DatasetCardError when the chain does not have it yet */
async function problemOfBlock(client: CotrainClient, { chain }: DatasetCard): Promise<string | undefined> {
  const newest = await newestHeader(client)
  if (newest.number < BigInt(chain.block)) {
    throw new DatasetCardError(`it is of block ${chain.block}, and the node has ${newest.number} blocks`)
  }
  const { hash, timestamp } = await headerAt(client, BigInt(chain.block))
  if (hash !== chain.blockHash) {
    return `dataset.json: block ${chain.block} is ${hash} on the chain: it was reorganised, or is another one of the same number`
  }
  if (Number(timestamp) !== chain.time) return `dataset.json: block ${chain.block} is of time ${timestamp}`
  return undefined
}

type Expected = { rows: Expectation; samples: DatasetCard['samples']; classes: readonly string[] }

/** What rows and card must be by the events up to the card's block. */
async function expectationOf(
  client: CotrainClient,
  model: Model,
  { card, synced: given }: VerifyDatasetParameters,
): Promise<Expected> {
  const block = BigInt(card.chain.block)
  const usable = given && given.blockNumber >= block
  // the newest state is the one that every node has to compare the history with
  const synced = usable ? given : await syncModel(client, { model })
  const events = synced.events.filter(({ blockNumber }) => blockNumber <= block)
  const contributions = addHistory([], events)
  const { samples, classes, make } = await rowMakerAt(client, model, events)
  const of = (index: number) => {
    const record = contributionAt(contributions, BigInt(index))
    return record && make(record)
  }
  return { rows: { of, name: 'the chain' }, samples, classes }
}

/** In what a card differs from what the model says of itself. */
function problemsOfCard(card: DatasetCard, model: Model, expected: Expected | undefined): string[] {
  const { classes: own } = card.model
  // classes are only ever added
  const classes = expected?.classes ?? model.metadata.classes.slice(0, own.length)
  const { samples = card.samples } = expected ?? {}
  const { chain, log, counts } = card
  const block = { number: BigInt(chain.block), hash: chain.blockHash, timestamp: BigInt(chain.time) }
  const right = cardOf({
    ...{ model, classes, samples, counts, block, chainId: chain.id },
    log: { ...log, entries: BigInt(log.entries) },
  })
  return (['model', 'samples'] as const).flatMap(part => {
    const [there, here]: Record<string, unknown>[] = [right[part], card[part]]
    return Object.keys(there!)
      .filter(name => spell(there![name]) !== spell(here![name]))
      .map(name => `dataset.json: its ${part}.${name} is not that of the model on the chain`)
  })
}

/** Compares the log of the rows with what the contract keeps. */
async function compareRecord(
  client: CotrainClient,
  model: Model,
  checker: DatasetChecker,
  card: DatasetCard,
): Promise<'block' | 'now'> {
  const log: EntryLog = checker.finish()
  const record = await readRecord(client, model, BigInt(card.chain.block), card.log.pages.length)
  if (record.at === 'block' && record.entries !== card.log.entries) {
    checker.report(
      `dataset.json: the log had ${record.entries} entries at its block, and not ${card.log.entries}`,
    )
  }
  const wrong = card.log.pages.findIndex((root, page) => root !== record.pages[page])
  if (wrong >= 0) checker.report(`dataset.json: page ${wrong} of the log has another root on the chain`)
  for (const { entries, running } of record.anchors) {
    if (entries <= log.entries && log.before(entries) !== running) {
      checker.report(
        `the running hash of the first ${entries} entries is ${running} on the chain, and another by the rows`,
      )
    }
  }
  return record.at
}
