import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { devAccount } from '../../src/clients/index.ts'
import { DatasetChecker } from '../../src/dataset/check.ts'
import { entriesOf } from '../../src/dataset/entries.ts'
import {
  checkDataset,
  type DatasetCard,
  type DatasetRow,
  readDatasetCard,
  readDatasetRow,
  writeDatasetCard,
  writeDatasetRow,
} from '../../src/dataset/index.ts'
import { defaultOptions, type ModelReference } from '../../src/kinds/index.ts'
import { packWeights } from '../../src/models/index.ts'
import { type Chain, clientAt, incentiveOptions, startChain } from './chain.ts'
import { startProxy } from './proxy.ts'

const classifier = 'sparse-perceptron'
const classifierOptions = { featureCount: 16, weightBits: 8, learningRate: 1 }
const metadata = { name: 'Words', classes: ['ham', 'spam'], encoder: 'indices-v1:16', license: 'CC0-1.0' }
const words = packWeights(
  Int32Array.from({ length: 17 }, (_, i) => (i > 0 && i < 9 ? 90 : -90)),
  8,
)
/** All different. */
const samples = Array.from({ length: 96 }, (_, i) =>
  Uint16Array.from({ length: 7 }, (_, bit) => bit).filter(bit => ((i + 1) >> bit) & 1),
)

type Exported = { model: ModelReference; card: DatasetCard; rows: DatasetRow[]; lines: string[] }

/** Seventy contributions, of which some were refunded, and some taken in part and in full. */
async function liveUnderDeposits(chain: Chain): Promise<ModelReference> {
  await chain.client(0).deployTrainer({ mechanism: 'deposits' })
  const create = { mechanism: 'deposits', classifier, classifierOptions, metadata, words } as const
  const { model } = await chain.client(0).createModelSync({ ...create, incentiveOptions })
  for (const account of [1, 3]) {
    await chain.client(account).contributeSync({ model, label: 1, sample: samples[account]! })
  }
  await chain.skip(70)
  await chain.client(1).refundSync({ model, index: 0n })
  await chain.client(3).refundSync({ model, index: 1n })
  for (const i of [10, 11]) await chain.client(2).contributeSync({ model, label: 0, sample: samples[i]! })
  await chain.client(4).contributeBatchSync({
    model,
    contributions: samples.slice(20, 90).map(sample => ({ label: 1, sample })),
  })
  await chain.skip(70)
  await chain.client(1).takeSync({ model, index: 2n })
  await chain.client(3).takeSync({ model, index: 2n })
  await chain.client(1).takeSync({ model, index: 3n })
  return model
}

/** A label that was challenged and is learned, one that nobody challenged, and one that stays open. */
async function liveUnderBonds(chain: Chain): Promise<ModelReference> {
  await chain.client(0).deployTrainer({ mechanism: 'bonded' })
  const options = { ...defaultOptions('bonded'), challengeTime: 100, deposit: 10n ** 12n }
  const create = { mechanism: 'bonded', classifier, classifierOptions, metadata, words } as const
  const { model } = await chain.client(0).createModelSync({ ...create, incentiveOptions: options })
  await chain.client(1).contributeSync({ model, label: 0, sample: samples[1]! })
  await chain.client(2).contributeSync({ model, label: 1, sample: samples[2]! })
  await chain.client(2).challengeSync({ model, index: 0n, label: 1 })
  for (const [account, label] of [
    [3, 0],
    [4, 1],
    [3, 0],
  ] as const) {
    await chain.client(account).challengeSync({ model, index: 1n, label })
  }
  await chain.skip(200)
  await chain.client(1).settleContributionSync({ model, index: 0n })
  await chain.client(1).settleContributionSync({ model, index: 1n })
  await chain.client(1).contributeSync({ model, label: 0, sample: samples[3]! })
  return model
}

describe('the data set of a model', () => {
  let chain: Chain
  let deposits: Exported
  let bonded: Exported
  const exportOf = async (model: ModelReference): Promise<Exported> => {
    const { card, rows } = await chain.client(5).getDataset({ model })
    const all = [...rows()]
    return { model, card, rows: all, lines: all.map(writeDatasetRow) }
  }

  beforeAll(async () => {
    chain = await startChain()
    deposits = await exportOf(await liveUnderDeposits(chain))
    bonded = await exportOf(await liveUnderBonds(chain))
    // the chain goes on
    await chain.client(4).contributeSync({ model: deposits.model, label: 1, sample: samples[91]! })
    await chain.client(2).challengeSync({ model: bonded.model as never, index: 6n, label: 1 })
  })
  afterAll(() => chain?.anvil.stop())

  test('says what became of contributions, and the order of the log', () => {
    const { card, rows } = deposits
    expect(card.model).toMatchObject({ id: 'deposits:0', license: 'CC0-1.0', classes: ['ham', 'spam'] })
    expect(card.log).toMatchObject({ entries: 76, pages: [expect.any(String)] })
    expect(card.counts).toMatchObject({
      rows: 74,
      contributors: 4,
      byClass: [2, 72],
      byStatus: { refunded: 2, taken: 1, open: 71 },
      most: [{ contributor: devAccount(4).address, rows: 70 }, {}, {}, {}],
    })
    const taker = devAccount(1).address
    expect(rows[2]).toMatchObject({ index: 2, class: 'ham', status: 'taken', learned: 0 })
    // the take that leaves nothing is no entry
    expect(rows[2]!.changes).toMatchObject([{ position: 74, taker }])
    expect(rows[3]!.changes).toMatchObject([{ position: 75, taker }])
    expect(bonded.rows).toMatchObject([
      { index: 0, label: 0, learned: 1, status: 'settled', changes: [{ position: 2, label: 1 }] },
      {
        index: 1,
        label: 1,
        learned: null,
        status: 'dropped',
        changes: [{ label: 0 }, { label: 1 }, { label: 0 }],
      },
      { index: 6, label: 0, learned: null, status: 'open', changes: [] },
    ])
  })

  test('is proved offline, by the contract, and by the events, also when the chain has gone on', async () => {
    for (const { card, lines } of [deposits, bonded]) {
      expect(readDatasetCard(writeDatasetCard(card))).toEqual(card)
      expect(lines.map(readDatasetRow).map(writeDatasetRow)).toEqual(lines)
      expect((await checkDataset({ card, lines })).problems).toEqual([])
      for (const against of ['record', 'history'] as const) {
        const report = await chain.client(5).verifyDataset({ card, lines, against })
        expect(report).toMatchObject({ problems: [], count: 0, rows: lines.length, recordAt: 'block' })
      }
    }
  })

  test('is proved by the pages as they are now where the node has no state of the block', async () => {
    const proxy = await startProxy(chain.anvil.rpcUrl, ({ method, params }) => {
      if (method !== 'eth_call') return undefined
      const [, block] = params as [unknown, unknown]
      return block === 'latest' || typeof block === 'object' ? undefined : { error: 'missing trie node' }
    })
    const client = clientAt(proxy.url, devAccount(5))
    for (const { card, lines } of [deposits, bonded]) {
      const report = await client.verifyDataset({ card, lines })
      expect(report).toMatchObject({ problems: [], recordAt: 'now' })
    }
    const { card, lines } = deposits
    const forged = forge(lines, 40, row => ({ ...row, label: 0, class: 'ham' }))
    const roots = await rootsOf(card, forged)
    const report = await client.verifyDataset({ card: roots, lines: forged, against: 'record' })
    expect(report.problems.map(({ message }) => message)).toContain(
      'dataset.json: page 0 of the log has another root on the chain',
    )
    await proxy.stop()
  })

  /** With the row's leaves made anew, as whoever forges with care does. */
  function forge(lines: readonly string[], at: number, change: (row: DatasetRow) => DatasetRow): string[] {
    const row = structuredClone(change(readDatasetRow(lines[at]!)))
    const [own, ...changes] = entriesOf(row)
    row.leaf = own!.leaf
    for (const [i, { leaf }] of changes.entries()) row.changes[i]!.leaf = leaf
    return lines.with(at, writeDatasetRow(row))
  }

  /** The card with the roots, the hash and the counts that these rows lead to, as far as anybody can make them. */
  async function rootsOf(card: DatasetCard, lines: readonly string[]): Promise<DatasetCard> {
    const checker = new DatasetChecker(card)
    for (const line of lines) checker.add(line)
    const log = checker.finish()
    const rows = lines.map(readDatasetRow)
    const byClass = card.model.classes.map((_, label) => rows.filter(row => row.label === label).length)
    return {
      ...card,
      log: { ...card.log, running: log.running, pages: card.log.pages.map((_, page) => log.root(page)) },
      counts: { ...card.counts, byClass },
    }
  }

  const spam = (row: DatasetRow) => ({ ...row, label: 0, class: 'ham' })
  const naive: [what: string, change: (lines: string[]) => string[], says: RegExp][] = [
    ['label', lines => edit(lines, 16, spam), /^row 17: its leaf is not the hash of what it says/],
    ['time', lines => edit(lines, 16, row => ({ ...row, time: row.time + 1 })), /^row 17: its leaf/],
    [
      'contributor',
      lines => edit(lines, 16, row => ({ ...row, contributor: devAccount(9).address })),
      /^row 17: its leaf/,
    ],
    ['sample', lines => edit(lines, 16, row => ({ ...row, sample: '0x0000' })), /^row 17: its leaf/],
    ['class', lines => edit(lines, 16, row => ({ ...row, class: 'ham' })), /^row 17: its class is not/],
    [
      'row that is gone',
      lines => lines.toSpliced(16, 1),
      /^position 16 of the log is in no row: .* after row 16/,
    ],
    ['last row', lines => lines.slice(0, -1), /^position 73 of the log is in no row/],
    [
      'order',
      lines => lines.with(16, lines[17]!).with(17, lines[16]!),
      /^row 18: contribution 16 stands after/,
    ],
    ['row twice', lines => lines.toSpliced(17, 0, lines[16]!), /^row 18: contribution 16 stands after/],
    [
      'row more',
      lines => [...lines, writeDatasetRow({ ...readDatasetRow(lines[73]!), index: 76 })],
      /^row 75: position 76 is beyond the 76 entries/,
    ],
    ['text', lines => lines.with(16, lines[16]!.replace('{', '{ ')), /^row 17: it is not written as/],
    [
      'field twice',
      lines => lines.with(16, lines[16]!.replace('"label":1', '"label":0,"label":1')),
      /^row 17: it is not written as/,
    ],
    ['field', lines => lines.with(16, lines[16]!.replace('{', '{"x":1,')), /^row 17: it has a field/],
    ['no JSON', lines => lines.with(16, '<row>'), /^row 17: it is no JSON/],
    [
      'change',
      lines => edit(lines, 2, row => ({ ...row, changes: row.changes.map(c => ({ ...c, remaining: '5' })) })),
      /^row 3: the leaf of change 0 is not/,
    ],
    [
      'change that is gone',
      lines => edit(lines, 2, row => ({ ...row, changes: [] })),
      /^position 74 of the log/,
    ],
  ]
  function edit(lines: readonly string[], at: number, change: (row: DatasetRow) => DatasetRow): string[] {
    return lines.with(at, writeDatasetRow(change(readDatasetRow(lines[at]!))))
  }

  test.each(naive)('a forged %s is named without a chain', async (_, change, says) => {
    const { card, lines } = deposits
    const { problems } = await checkDataset({ card, lines: change(lines) })
    expect(problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(says))
  })

  test('a row whose leaf was made anew shows in its page, and on the chain by its name', async () => {
    const { card, lines } = deposits
    const forged = forge(lines, 16, spam)
    const offline = (await checkDataset({ card, lines: forged })).problems
    expect(offline).toContainEqual({
      page: 0,
      message: expect.stringMatching(/^page 0 does not match: entries 0 to 63/),
    })
    const careful = await rootsOf(card, forged)
    expect((await checkDataset({ card: careful, lines: forged })).problems).toEqual([])
    const { problems } = await chain.client(5).verifyDataset({ card: careful, lines: forged })
    const messages = problems.map(({ message }) => message)
    expect(messages).toContain('row 17: its label is 0, and 1 on the chain')
    expect(messages).toContain('dataset.json: page 0 of the log has another root on the chain')
    expect(messages).toContainEqual(expect.stringMatching(/^the running hash of the first 76 entries is 0x/))
  })

  test.each([
    ['status', { status: 'dropped' }, 'row 3: its status is "dropped", and "open" on the chain'],
    ['learned', { learned: 1 }, 'row 3: its learned is 1, and null on the chain'],
    ['transaction', { transaction: `0x${'12'.repeat(32)}` }, /^row 3: its transaction is/],
    ['words', { words: ['x'] }, 'row 3: its words is ["x"], and null on the chain'],
  ] as const)(
    'a forged %s, which the record does not have, is named by the events',
    async (_, change, says) => {
      const { card, lines } = bonded
      const forged = edit(lines, 2, row => ({ ...row, ...change }) as DatasetRow)
      const { problems } = await chain.client(5).verifyDataset({ card, lines: forged })
      const expected = typeof says === 'string' ? says : expect.stringMatching(says)
      expect(problems.map(({ message }) => message)).toContainEqual(expected)
    },
  )

  test.each([
    ['name', (card: DatasetCard) => ({ ...card, model: { ...card.model, name: 'Other' } }), 'its model.name'],
    [
      'licence',
      (card: DatasetCard) => ({ ...card, model: { ...card.model, license: 'MIT' } }),
      'model.license',
    ],
    [
      'classes',
      (card: DatasetCard) => ({ ...card, model: { ...card.model, classes: ['spam', 'ham'] } }),
      'model.classes',
    ],
    ['block', (card: DatasetCard) => ({ ...card, chain: { ...card.chain, block: 3 } }), 'block 3 is 0x'],
    [
      'entries',
      (card: DatasetCard) => ({ ...card, log: { ...card.log, entries: 77 } }),
      'the log had 76 entries',
    ],
    ['counts', (card: DatasetCard) => ({ ...card, counts: { ...card.counts, rows: 9 } }), 'its counts.rows'],
  ] as const)('a card of another %s is not believed', async (_, change, says) => {
    const { problems } = await chain.client(5).verifyDataset({ ...deposits, card: change(deposits.card) })
    expect(problems.map(({ message }) => message).join('\n')).toContain(says)
  })

  test('a card of another chain, of a block to come, or of no form is refused', async () => {
    const { card, lines } = deposits
    const verify = (chainPart: Partial<DatasetCard['chain']>) =>
      chain.client(5).verifyDataset({ card: { ...card, chain: { ...card.chain, ...chainPart } }, lines })
    await expect(verify({ id: 1 })).rejects.toMatchObject({ name: 'DatasetCardError' })
    await expect(verify({ block: 10 ** 6 })).rejects.toMatchObject({ name: 'DatasetCardError' })
    const text = writeDatasetCard(card)
    expect(() => readDatasetCard(text.replace('v1', 'v2'))).toThrow('its format is not cotrain-dataset-v1')
    expect(() => readDatasetCard(text.replace('"entries": 76', '"entries": -1'))).toThrow('in its log')
    expect(() => readDatasetCard('{')).toThrow('no JSON object')
  })

  test('of whatever is done to a row, something shows', async () => {
    for (const { card, rows, lines } of [deposits, bonded]) {
      const expected = new Map(rows.map(row => [row.index, row]))
      const messagesOf = (forged: readonly string[]) => {
        const checker = new DatasetChecker(card, { of: index => expected.get(index), name: 'the chain' })
        for (const line of forged) checker.add(line)
        checker.finish()
        return checker.count
      }
      expect(messagesOf(lines)).toBe(0)
      fc.assert(
        fc.property(damage(lines), forged => {
          fc.pre(forged.join('\n') !== lines.join('\n'))
          expect(messagesOf(forged)).toBeGreaterThan(0)
        }),
        { numRuns: 300 },
      )
    }
  })

  test('nothing that a file says makes the check itself fail', async () => {
    const { card } = deposits
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      damage(deposits.lines).map(lines => lines[0] ?? ''),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async lines => {
        expect((await checkDataset({ card, lines })).count).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })

  /** Some lines after one thing was done to them: a character, a value, a row, or their order. */
  function damage(lines: readonly string[]) {
    const at = fc.nat(lines.length - 1)
    const names = Object.keys(readDatasetRow(lines[0]!)) as (keyof DatasetRow)[]
    const value = fc.oneof(
      fc.jsonValue(),
      fc.nat(100),
      fc.constantFrom(...lines.map(readDatasetRow)).chain(row => fc.constantFrom(...Object.values(row))),
    )
    const set = (i: number, name: keyof DatasetRow, to: unknown) =>
      lines.with(i, JSON.stringify({ ...readDatasetRow(lines[i]!), [name]: to }))
    return fc.oneof(
      fc.tuple(at, fc.nat(10_000), fc.string({ maxLength: 3 })).map(([i, place, text]) => {
        const line = lines[i]!
        const cut = place % line.length
        return lines.with(i, line.slice(0, cut) + text + line.slice(cut + 1))
      }),
      fc.tuple(at, fc.constantFrom(...names), value).map(([i, name, to]) => set(i, name, to)),
      at.map(i => lines.toSpliced(i, 1)),
      fc.tuple(at, at).map(([i, j]) => lines.with(i, lines[j]!).with(j, lines[i]!)),
      fc.tuple(at, at).map(([i, j]) => lines.toSpliced(i, 0, lines[j]!)),
    )
  }
})
