import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  createBundle,
  createTestSet,
  devAccount,
  formatModelId,
  type Model,
  parseModelId,
} from '@cotrain/sdk'
import { parseFeatureFile } from '@cotrain/sdk/data'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Anvil, chainClient } from '../src/chain/anvil.ts'
import datasetCommand from '../src/commands/dataset.ts'
import { connectToLocal } from '../src/context.ts'
import { deployFile } from '../src/deployFile.ts'
import { explain } from '../src/errors.ts'
import { readModelFile } from '../src/modelFiles.ts'
import { createOutput } from '../src/output.ts'
import { bareChain, bin, cotrain, sharedFolder, temporaryFolder } from './cli.ts'
import { writeModel } from './models.ts'

/** Words and classes that a spreadsheet, a terminal or a page would take for something else. */
const words = {
  type: 'sparse perceptron',
  name: 'Words | <b>*',
  classifications: ['=cmd()', 'yes, "really"'],
  vocabulary: ['bad', 'good', 'fine', 'sour', '-1', '+x', '@y', "'z"],
  weights: [-2, 2, 1, -1, 0, 0, 0, 0],
  intercept: 0,
  learningRate: 0.5,
}
const numbers = {
  type: 'dense perceptron',
  name: 'Numbers',
  classifications: ['small', 'large'],
  inputs: [
    { name: 'weight', unit: 'kg', min: -3, max: 12.5 },
    { name: 'time', min: 0, max: 1000 },
  ],
  weights: [1, 1],
  intercept: 0,
  learningRate: 0.5,
}
const none = { status: undefined, block: undefined, force: undefined }
const of = (...indices: number[]) => Uint16Array.from(indices)

describe('a data set, by the command line', () => {
  let chain: Anvil
  let shared: Awaited<ReturnType<typeof sharedFolder>>
  const ids: string[] = []
  const run = (...args: string[]) => cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl }, cwd: shared.folder })
  const at = (...path: string[]) => join(shared.folder, ...path)
  const read = (...path: string[]) => readFile(at(...path), 'utf8')
  const client = (account: number) => connectToLocal(chain.rpcUrl, account)
  /** What a command that fails says. */
  const refused = async (...args: string[]) => {
    const { stdout, stderr, code } = await run(...args)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).not.toMatch(/\n\s+at /)
    return stderr
  }

  beforeAll(async () => {
    chain = await bareChain()
    shared = await sharedFolder()
    const file = await writeModel(shared.folder, words)
    const deployed = await run('deploy', file, '--license', 'CC-BY-4.0', '--refund-time', '1min', '--json')
    ids.push(deployed.json.id)
    const owner = await client(0)
    const sparse = await readModelFile(file)
    const dense = await readModelFile(await writeModel(shared.folder, numbers, 'numbers.json'))
    const out = createOutput(true)
    const deploy = async (mechanism: 'points' | 'market' | 'bonded', file = sparse, flags = {}) => {
      const { model } = await deployFile(owner, out, { file, name: mechanism, mechanism, flags })
      ids.push(formatModelId(model))
      return owner.getModel({ model })
    }
    await teachDeposits(await owner.getModel({ model: parseModelId(ids[0]!) }))
    await teachPoints(await deploy('points', dense))
    const market = { testSamples: 4, minSamples: 1, maxSamples: 3, tolerance: 0 }
    await teachMarket(await deploy('market', { ...sparse, learningRate: 8 } as typeof sparse, market))
    await teachBonded(await deploy('bonded', sparse, { challengeTime: 100, maxChallenges: 2 }))
  })
  afterAll(() => Promise.all([chain.stop(), shared.remove()]))

  const skip = async (seconds: number) => {
    await chainClient(chain.rpcUrl).increaseTime({ seconds })
    await chainClient(chain.rpcUrl).mine({ blocks: 1 })
  }

  async function teachDeposits(reference: Model) {
    const model = reference as Model<'deposits'>
    const [alice, bob, carol] = await Promise.all([1, 2, 3].map(client))
    await alice!.contributeSync({ model, label: 1, sample: of(1) })
    await carol!.contributeSync({ model, label: 1, sample: of(1, 2, 4) })
    await bob!.contributeSync({ model, label: 0, sample: of(0, 5) })
    await skip(61)
    for (const [who, index] of [
      [alice, 0n],
      [carol, 1n],
    ] as const)
      await who!.refundSync({ model, index })
    const contributions = [0, 1, 1].map((label, i) => ({ label, sample: of(1, 2, 5 + i) }))
    await bob!.contributeBatchSync({ model, contributions })
    await alice!.contributeSync({ model, label: 1, sample: of(1, 2) })
    await skip(61)
    for (const who of [alice, carol]) {
      const claims = await who!.listClaims({ model })
      const takes = claims.filter(({ action }) => action === 'take')
      for (const { index } of takes) await who!.takeSync({ model, index })
    }
  }

  async function teachPoints(reference: Model) {
    const model = reference as Model<'points'>
    const learner = await client(1)
    const encoder = await learner.getEncoder({ model })
    for (const [label, text] of [
      [1, '-2.75, 100'],
      [0, '12.5, 999'],
      [1, '0, 0.1'],
    ] as const) {
      await learner.contributeSync({ model, label, sample: encoder.encode(text) as never })
    }
  }

  /** Two bundles, of which one is kept, and one says the opposite of the test set. */
  async function teachMarket(reference: Model) {
    const model = reference as Model<'market'>
    const sponsor = await client(0)
    const lesson = (label: number, ...indices: number[]) => ({ label, sample: of(...indices) })
    const { classifier, modelId } = model
    const tests = [lesson(1, 1), lesson(1, 1, 3), lesson(1, 1, 4), lesson(1, 1, 5)]
    const testSet = createTestSet(tests, { classifier })
    await sponsor.openMarketSync({ model, testSet, bounty: 10n ** 18n })
    const bundles = [
      { account: 1, samples: [lesson(1, 1), lesson(1, 1, 2), lesson(0, 0)] },
      { account: 2, samples: [lesson(0, 1), lesson(0, 1, 2)] },
    ].map(({ account, samples }) => {
      const contributor = devAccount(account).address
      return { account, contents: createBundle(samples, { classifier, modelId, contributor }) }
    })
    for (const { account, contents } of bundles) {
      await (await client(account)).commitBundlesSync({ model, bundles: [contents] })
    }
    await skip(8 * 86_400)
    for (const { account, contents } of bundles) {
      await (await client(account)).revealBundleSync({ model, contents })
    }
    await skip(2 * 86_400)
    await sponsor.publishTestSet({ model, testSet })
    await sponsor.settleMarket({ model })
  }

  /** One that was challenged, one that stays contested and is dropped, one that is a duplicate, one that is open. */
  async function teachBonded(reference: Model) {
    const model = reference as Model<'bonded'>
    const [alice, bob, carol] = await Promise.all([1, 2, 3].map(client))
    await alice!.contributeSync({ model, label: 0, sample: of(1) })
    await alice!.contributeSync({ model, label: 0, sample: of(0) })
    await bob!.challengeSync({ model, index: 0n, label: 1 })
    for (const [who, label] of [
      [bob, 1],
      [carol, 0],
    ] as const) {
      await who!.challengeSync({ model, index: 1n, label })
    }
    await skip(200)
    for (const index of [0n, 1n]) await carol!.settleContributionSync({ model, index })
    await bob!.contributeSync({ model, label: 1, sample: of(1), allowDuplicate: true })
    const [duplicate] = await carol!.findDuplicates({ model })
    await carol!.dropDuplicateSync({ model, index: duplicate!.index })
    await bob!.contributeSync({ model, label: 1, sample: of(2) })
  }

  test('is written and proved under every mechanism', async () => {
    const statuses: Record<string, Record<string, number>> = {
      deposits: { refunded: 2, taken: 1, open: 4 },
      points: { open: 3 },
      market: { learned: 3, undone: 2 },
      bonded: { settled: 1, dropped: 2, open: 1 },
    }
    for (const id of ids) {
      const [mechanism] = id.split(':')
      const written = await run('dataset', id, '--out', mechanism!, '--json')
      expect(written.code, written.stderr).toBe(0)
      expect(written.json).toMatchObject({ model: id, counts: { byStatus: statuses[mechanism!] } })
      const out = at(mechanism!)
      for (const how of [{}, { quick: true }, { offline: true }]) {
        const proved = await verified({ out, ...how })
        expect(proved).toMatchObject({ verified: true, problems: [], rows: written.json.counts.rows })
      }
    }
    const proved = await run('dataset', '--out', 'deposits', '--verify')
    expect([proved.code, proved.stderr]).toEqual([0, 'Reading the history …\n'])
    expect(proved.stdout).toMatch(/^\d+ rows of .* are what the chain has, in every field/)
    const rows = (await read('deposits', 'samples.jsonl'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(rows.some(({ changes }) => changes.length > 0)).toBe(true)
    expect(await readdir(shared.folder)).not.toContainEqual(expect.stringMatching(/\.next/))
  })

  test('tells people and programs what is in it', async () => {
    const readme = await read('deposits', 'README.md')
    expect(readme).toContain('# What Words \\| \\<b\\>\\* was taught')
    expect(readme).toContain('[CC-BY-4.0](https://spdx.org/licenses/CC-BY-4.0.html)')
    expect(readme).toContain(devAccount(2).address)
    expect(readme).toContain('what an account does can be tied to a person')
  })

  test('has tables that spreadsheets do not calculate, and commands read', async () => {
    const table = await read('deposits', 'samples.csv')
    const [header, ...lines] = table.trimEnd().split('\n')
    expect(header).toMatch(/^index,time,contributor,label,class,status,learned,deposit/)
    expect(lines[2]).toMatch(/^2,20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ,0x\w{40},0,'=cmd\(\),/)
    expect(table).toContain(`,"yes, ""really""",`)
    const cells = lines.flatMap(line => line.split(','))
    expect(cells.filter(cell => /^[=+@-]/.test(cell))).toEqual([])
    const rows = (await read('deposits', 'samples.jsonl'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    const features = parseFeatureFile(await read('deposits', 'features.txt'), words.classifications)
    expect(features.map(({ label }) => label)).toEqual(rows.map(({ learned }) => learned))
    expect(features[1]!.sample).toEqual(of(1, 2, 4))
    const by = (...args: string[]) => run('evaluate', at('model.json'), ...args, '--json')
    const one = await by('--data', 'deposits/features.txt')
    expect(one.json.samples).toBe(rows.length)
    const other = await by('--data', 'deposits/samples.csv', '--text', 'words', '--label', 'label')
    expect(other.json).toMatchObject({ samples: rows.length })
    const dense = await run('evaluate', at('numbers.json'), '--data', 'points/features.txt', '--json')
    expect(dense.json, dense.stderr).toMatchObject({ samples: 3 })
    expect(await read('points', 'features.txt')).toBe('large,-2.75,100\nsmall,12.5,999\nlarge,0,0.1\n')
    const columns = ['--label', 'class']
    const csv = await run(
      'evaluate',
      at('numbers.json'),
      '--data',
      'points/samples.csv',
      ...columns,
      '--json',
    )
    expect(csv.json, csv.stderr).toMatchObject({ samples: 3 })
    expect(await read('points', 'samples.csv')).toMatch(/^index,cotrain_time,.*,sample,weight,time\n/)
  })

  test('selects statuses without touching what is proved', async () => {
    const written = await run('dataset', ids[3]!, '--out', 'some', '--status', 'settled,open', '--json')
    expect(written.json).toMatchObject({ counts: { rows: 4 }, selected: { rows: 2 } })
    expect((await read('some', 'selection.jsonl')).trimEnd().split('\n')).toHaveLength(2)
    expect(await read('some', 'selection.txt')).toBe('1 1\n1 2\n')
    expect((await run('dataset', '--out', 'some', '--verify')).code).toBe(0)
    await writeFile(at('some', 'selection.txt'), '1 1\n')
    expect(await refused('dataset', '--out', 'some', '--verify', '--offline')).toContain(
      'selection.txt, line 2, is missing',
    )
    expect(await refused('dataset', ids[3]!, '--out', 'more', '--status', 'won')).toContain(
      '"won" is no status',
    )
  })

  test.each([
    ['samples.jsonl', (text: string) => text.replace('"label":0', '"label":1'), /row 3: its (leaf|class)/],
    [
      'samples.jsonl',
      (text: string) => text.split('\n').toSpliced(2, 1).join('\n'),
      /position 2 of the log is in no row/,
    ],
    ['samples.jsonl', (text: string) => `${text}${text.split('\n')[0]}\n`, /contribution 0 stands after/],
    [
      'samples.csv',
      (text: string) => text.replace("'=cmd()", '=cmd()'),
      /samples.csv, line 4, is not what contribution 2 is/,
    ],
    ['samples.csv', (text: string) => `${text}x\n`, /samples.csv has more lines/],
    [
      'samples.csv',
      (text: string) => text.replace('index,', 'Index,'),
      /samples.csv, line 1, has other columns/,
    ],
    ['features.txt', (text: string) => text.replace(' 1\n', ' 2\n'), /features.txt, line 1, is not/],
    ['README.md', (text: string) => text.replace('CC-BY', 'CC0'), /README.md is not what/],
    [
      'dataset.json',
      (text: string) => text.replace('"running": "0x', '"running": "0x0'),
      /in its log, its running is not/,
    ],
    ['dataset.json', (text: string) => text.replace('CC-BY-4.0', 'MIT'), /README.md is not what/],
  ])('a forged %s is named without a node (%#)', async (name, change, says) => {
    const folder = await copyOf('deposits')
    const text = await readFile(join(folder, name), 'utf8')
    expect(change(text)).not.toBe(text)
    await writeFile(join(folder, name), change(text))
    expect(JSON.stringify(await verified({ out: folder, offline: true }))).toMatch(says)
  })

  test('what no root has is proved by the events', async () => {
    const folder = await copyOf('bonded')
    for (const name of ['samples.jsonl', 'samples.csv']) {
      const text = await readFile(join(folder, name), 'utf8')
      await writeFile(
        join(folder, name),
        text.replace('"settled"', '"dropped"').replace(',settled,', ',dropped,'),
      )
    }
    const json = await run('dataset', '--out', folder, '--verify', '--json')
    expect([json.code, json.json.verified]).toEqual([1, false])
    expect(json.json.problems).toContain('row 1: its status is "dropped", and "settled" on the chain')
    const mistaken = await refused('dataset', ids[0]!, '--out', 'points', '--verify')
    expect(mistaken).toContain('points is of points:0, not of deposits:0')
  })

  /** The document of `cotrain dataset --verify --json`, or what it fails with. */
  async function verified(how: { out: string; offline?: boolean; quick?: boolean }): Promise<unknown> {
    let document: unknown
    const result = (given: unknown) => {
      document = given
    }
    const node = { rpc: [chain.rpcUrl], cache: false, from: undefined }
    const options = { ...none, ...node, offline: undefined, quick: undefined, verify: true, ...how }
    try {
      await datasetCommand({
        out: { ...createOutput(true), log: () => {}, result },
        options,
        args: [undefined],
      })
      return document
    } catch (error) {
      return (await explain(error)).message
    } finally {
      process.exitCode = 0
    }
  }

  async function copyOf(name: string): Promise<string> {
    const folder = join(await temporaryFolder(), name)
    await mkdir(folder)
    for (const each of await readdir(at(name)))
      await writeFile(join(folder, each), await readFile(at(name, each)))
    return folder
  }

  test('replaces nothing but data sets, and those with --force only', async () => {
    const folder = await temporaryFolder()
    const write = (...args: string[]) => refused('dataset', ids[1]!, '--out', ...args)
    expect(await write('points')).toContain('points exists, and is not replaced')
    expect((await run('dataset', ids[1]!, '--out', 'points', '--force')).code).toBe(0)
    await writeFile(join(folder, 'letter.txt'), 'dear')
    expect(await write(folder, '--force')).toContain('with other things in it')
    await symlink(folder, at('link'))
    expect(await write('link', '--force')).toContain('with other things in it')
    expect(await write(join(folder, 'letter.txt'), '--force')).toContain('is a file')
    expect(await write('/proc/x')).toContain('Cannot write /proc/x')
    expect(await readdir(folder)).toEqual(['letter.txt'])
  })

  test('of two at once one stands there, whole', async () => {
    const two = await Promise.all([1, 2].map(() => run('dataset', ids[0]!, '--out', 'both')))
    expect(two.map(({ code }) => code).sort()).toEqual([0, 1])
    expect((await run('dataset', '--out', 'both', '--verify', '--offline')).code).toBe(0)
    expect((await readdir(shared.folder)).filter(name => name.includes('.next'))).toEqual([])
  })

  test('a disk that takes no more leaves nothing behind', async () => {
    const folder = await temporaryFolder()
    const script = 'ulimit -f 1; exec "$0" "$@"'
    const args = [
      '-c',
      script,
      process.execPath,
      bin,
      'dataset',
      ids[0]!,
      '--out',
      'x',
      '--rpc',
      chain.rpcUrl,
    ]
    const child = spawn('bash', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', data => {
      said += data
    })
    const [code] = await once(child, 'close')
    expect([code, said]).toEqual([1, expect.stringContaining('Cannot write x')])
    expect(await readdir(folder)).toEqual([])
  })

  test('Ctrl-C between two files leaves nothing behind', async () => {
    const folder = await temporaryFolder()
    const module = new URL('../src/dataset/folder.ts', import.meta.url).href
    const code = `
      import { makeDataset } from ${JSON.stringify(module)}
      await makeDataset('x', false, async open => {
        open('dataset.json').write('{}'.repeat(1e5))
        console.log('half')
        await new Promise(resolve => setTimeout(resolve, 1e6))
      })`
    const tsx = import.meta.resolve('tsx')
    // with the sources for the packages
    const tsconfig = fileURLToPath(new URL('../../../tsconfig.json', import.meta.url))
    const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', code], {
      cwd: folder,
      env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    expect(await readdir(folder)).toHaveLength(1)
    child.kill('SIGINT')
    expect((await once(child, 'close'))[0]).toBe(130)
    expect(await readdir(folder)).toEqual([])
  })

  test('says under which licence a sample is placed, and takes none that is no licence', async () => {
    const told = await run('contribute', '--model', ids[0]!, '--features', '1', '--label', '1', '--json')
    expect(told.stderr).toMatch(
      /Contributing places the sample under CC-BY-4.0 \(Creative Commons Attribution 4.0; https:/,
    )
    expect(told.json.license).toBe('CC-BY-4.0')
    expect((await run('status', '--model', ids[0]!)).stdout).toMatch(/data licence +CC-BY-4.0/)
    expect((await run('status', '--model', ids[1]!)).stdout).toMatch(/data licence +not stated/)
    expect((await run('models', '--json')).json).toMatchObject([
      { license: 'CC-BY-4.0' },
      { license: null },
      {},
      {},
    ])
    expect(await refused('deploy', at('model.json'), '--license', 'free for all')).toContain(
      'SPDX expression',
    )
  })
})
