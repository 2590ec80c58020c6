import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  cotrainActions,
  createBundle,
  createTestSet,
  type DatasetRow,
  defaultOptions,
  devAccount,
  type ModelReference,
} from '@cotrain/sdk'
import { packWeights } from '@cotrain/sdk/models'
import { type Anvil, startAnvil } from '@cotrain/testing/anvil'
import { createTestClient, createWalletClient, http } from 'viem'
import { foundry } from 'viem/chains'
import { afterAll, beforeAll, expect, test } from 'vitest'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const example = join(repository, 'examples/ponder')

const classifier = 'sparse-perceptron'
const metadata = { name: 'Words', classes: ['ham', 'spam'], encoder: 'indices-v1:8', license: 'CC0-1.0' }
const common = {
  classifier,
  metadata,
  classifierOptions: { featureCount: 8, weightBits: 8, learningRate: 9 },
  words: packWeights(Int32Array.of(0, 60, 60, 60, 60, -60, -60, -60, -60), 8),
} as const
const of = (...indices: number[]) => Uint16Array.from(indices)

let anvil: Anvil
let folder: string
const models: ModelReference[] = []
const running = new Set<ChildProcess>()

const client = (account: number) =>
  createWalletClient({
    account: devAccount(account),
    chain: foundry,
    transport: http(anvil.rpcUrl),
    pollingInterval: 20,
  }).extend(cotrainActions())

async function skip(seconds: number): Promise<void> {
  const tester = createTestClient({ mode: 'anvil', chain: foundry, transport: http(anvil.rpcUrl) })
  await tester.increaseTime({ seconds })
  await tester.mine({ blocks: 1 })
}

beforeAll(async () => {
  anvil = await startAnvil()
  for (const mechanism of ['deposits', 'points', 'market', 'bonded'] as const) {
    await client(0).deployTrainer({ mechanism })
  }
  await teachDeposits()
  await teachPoints()
  await teachMarket()
  await teachBonded()
  folder = await mkdtemp(join(tmpdir(), 'cotrain-ponder-'))
  await run('npm', ['run', '--silent', 'build', '-w', '@cotrain/sdk'], repository)
  if (!existsSync(join(example, 'node_modules/ponder'))) {
    await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], example)
  }
  await run(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', '.'], example)
  await cp(example, folder, {
    recursive: true,
    filter: path => !path.includes('node_modules') && !path.includes('.ponder'),
  })
  await symlink(join(example, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await anvil?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

async function teachDeposits() {
  const incentiveOptions = { ...defaultOptions('deposits'), refundTime: 60 }
  const { model } = await client(0).createModelSync({ ...common, mechanism: 'deposits', incentiveOptions })
  models.push(model)
  for (const account of [1, 3])
    await client(account).contributeSync({ model, label: 1, sample: of(0, account) })
  await skip(70)
  for (const [account, index] of [
    [1, 0n],
    [3, 1n],
  ] as const)
    await client(account).refundSync({ model, index })
  for (const sample of [of(0, 1, 2, 3), of(0, 1, 2)]) {
    await client(2).contributeSync({ model, label: 0, sample })
  }
  await skip(70)
  // one share leaves the other half
  await client(1).takeSync({ model, index: 2n })
  await client(1).takeSync({ model, index: 3n })
  await client(3).takeSync({ model, index: 3n })
  await client(2).contributeSync({ model, label: 1, sample: of(2) })
}

async function teachPoints() {
  const incentiveOptions = { ...defaultOptions('points'), verifyTime: 60 }
  const { model } = await client(0).createModelSync({ ...common, mechanism: 'points', incentiveOptions })
  models.push(model)
  await client(1).contributeSync({ model, label: 1, sample: of(4) })
  await client(1).contributeSync({ model, label: 1, sample: of(1) })
  for (let i = 0; i < 8; i++) await client(2).contributeSync({ model, label: 1, sample: of(4, 5) })
  await skip(70)
  await client(1).verifySync({ model, index: 0n })
}

async function teachMarket() {
  // one lesson turns the model
  const classifierOptions = { ...common.classifierOptions, learningRate: 100 }
  const wanted = { testSamples: 4, minSamples: 1, maxSamples: 3, tolerance: 0 }
  const incentiveOptions = { ...defaultOptions('market'), ...wanted }
  const { model } = await client(0).createModelSync({
    ...common,
    mechanism: 'market',
    incentiveOptions,
    classifierOptions,
  })
  models.push(model)
  const lesson = (label: number, ...indices: number[]) => ({ label, sample: of(...indices) })
  const tests = [lesson(1, 0), lesson(1, 0, 1), lesson(1, 0, 2), lesson(1, 0, 3)]
  const testSet = createTestSet(tests, { classifier })
  await client(0).openMarketSync({ model, testSet, bounty: 10n ** 18n })
  const bundles = [
    [lesson(1, 0), lesson(1, 1)],
    [lesson(0, 0), lesson(0, 0, 1)],
  ].map((samples, i) => {
    const contributor = devAccount(i + 1).address
    return createBundle(samples, { classifier, modelId: model.modelId, contributor })
  })
  for (const [i, contents] of bundles.entries())
    await client(i + 1).commitBundlesSync({ model, bundles: [contents] })
  await skip(8 * 86_400)
  for (const [i, contents] of bundles.entries()) await client(i + 1).revealBundleSync({ model, contents })
  await skip(2 * 86_400)
  await client(0).publishTestSet({ model, testSet })
  await client(0).settleMarket({ model })
}

async function teachBonded() {
  const incentiveOptions = { ...defaultOptions('bonded'), challengeTime: 100, maxChallenges: 2 }
  const { model } = await client(0).createModelSync({ ...common, mechanism: 'bonded', incentiveOptions })
  models.push(model)
  await client(1).contributeSync({ model, label: 0, sample: of(1) })
  await client(1).contributeSync({ model, label: 0, sample: of(0) })
  await client(2).challengeSync({ model, index: 0n, label: 1 })
  for (const [account, label] of [
    [2, 1],
    [3, 0],
  ] as const) {
    await client(account).challengeSync({ model, index: 1n, label })
  }
  await skip(200)
  for (const index of [0n, 1n]) await client(3).settleContributionSync({ model, index })
  await client(2).contributeSync({ model, label: 1, sample: of(1), allowDuplicate: true })
  const [duplicate] = await client(3).findDuplicates({ model })
  await client(3).dropDuplicateSync({ model, index: duplicate!.index })
  await client(2).contributeSync({ model, label: 1, sample: of(2) })
}

async function run(command: string, args: readonly string[], cwd: string, env = {}): Promise<void> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      said += data
    })
  }
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${said}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** Starts the indexer; resolves with its address once it has all blocks. */
async function index(database: Record<string, string>): Promise<string> {
  const port = await freePort()
  const args = [
    'node_modules/ponder/dist/esm/bin/ponder.js',
    'start',
    '--schema',
    'cotrain',
    '--port',
    String(port),
  ]
  const env = { ...process.env, COTRAIN_RPC: anvil.rpcUrl, PONDER_TELEMETRY_DISABLED: '1', ...database }
  const child = spawn(process.execPath, args, { cwd: folder, env })
  running.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      said += data
    })
  }
  let ended = false
  child.once('close', () => {
    ended = true
  })
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (ended) throw new Error(`the indexer ended:\n${said}`)
    const ready = await fetch(`${url}/ready`).then(
      ({ status }) => status === 200,
      () => false,
    )
    if (ready) return url
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

async function contributionsOf(url: string): Promise<Record<string, unknown>[]> {
  const fields =
    'model index contributor time label status learned deposit surprising points bundle duplicateOf sample transaction block'
  const query = `{ contributions(limit: 1000) { items { ${fields} } } }`
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as {
    data?: { contributions: { items: Record<string, unknown>[] } }
    errors?: unknown
  }
  if (!data) throw new Error(JSON.stringify(errors))
  return data.contributions.items
}

/** A row of a data set as the indexer has it. */
function indexed(model: string, row: DatasetRow): Record<string, unknown> {
  const { index, contributor, time, label, status, learned, deposit, surprising } = row
  const { points, bundle, duplicateOf, sample, transaction, block } = row
  const text = (value: number | null) => (value === null ? null : String(value))
  return {
    ...{ model, time, label, status, learned, deposit, surprising, points, sample, transaction },
    ...{ index: String(index), block: String(block), contributor: contributor.toLowerCase() },
    ...{ bundle: text(bundle), duplicateOf: text(duplicateOf) },
  }
}

const databases: [name: string, env: Record<string, string>][] = [
  ['PGlite', {}],
  ...(process.env.COTRAIN_TEST_POSTGRES
    ? [
        ['PostgreSQL', { DATABASE_URL: process.env.COTRAIN_TEST_POSTGRES }] as [
          string,
          Record<string, string>,
        ],
      ]
    : []),
]

test.each(databases)('Ponder has in %s what the data sets have', async (_, database) => {
  const url = await index(database)
  const expected: Record<string, unknown>[] = []
  for (const model of models) {
    const { card, rows } = await client(5).getDataset({ model })
    expected.push(...[...rows()].map(row => indexed(card.model.id, row)))
  }
  const statuses = new Set(expected.map(({ status }) => status))
  expect([...statuses].sort()).toEqual([
    'dropped',
    'learned',
    'open',
    'refunded',
    'settled',
    'taken',
    'undone',
    'verified',
  ])
  const key = ({ model, index }: Record<string, unknown>) => `${model}:${String(index).padStart(9)}`
  const order = (rows: Record<string, unknown>[]) => rows.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  const found = async () => {
    const rows = await contributionsOf(url)
    return order(rows.map(row => ({ ...row, contributor: String(row.contributor).toLowerCase() })))
  }
  // it is ready when it has all blocks that are final; the newest follow
  await expect.poll(found, { timeout: 60_000, interval: 500 }).toEqual(order(expected))
})
