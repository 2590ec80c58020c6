import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, bin, cotrain, temporaryFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

describe('bad input ends with exit code 1 and a message that helps', () => {
  let chain: Anvil
  beforeAll(async () => {
    chain = await bareChain()
    const folder = await mkdtemp(join(tmpdir(), 'cotrain-test-'))
    const file = await writeModel(folder, tinyModel)
    await cotrain(['deploy', '--model', file, '--rpc', chain.rpcUrl])
    await rm(folder, { recursive: true })
  })
  afterAll(() => chain.stop())

  test.each<[what: string, args: string[], message: RegExp]>([
    ['no such command', ['teach'], /unknown command 'teach'/],
    ['no such option', ['models', '--fast'], /unknown option '--fast'/],
    ['a malformed duration', ['skip', '1 fortnight'], /a number with s, min, h, d or w/],
    ['a malformed node', ['models', '--rpc', 'here'], /such as http/],
    ['an unknown model', ['predict', 'good', '--model', '7'], /no model 7.*cotrain models/s],
    ['an unknown name', ['predict', 'good', '--model', 'huge'], /no model "huge".*Tiny/s],
    ['a malformed id', ['predict', 'good', '--model', 'x:1'], /not a model's id/],
    ['no sample', ['predict'], /Give a sample/],
    ['two samples', ['predict', 'good', '--features', '1'], /Give one sample/],
    ['words for indices', ['predict', '--features', '1 two'], /"two" is not the index/],
    ['an index out of range', ['predict', '--features', '4'], /4 is not the index.*0 to 3/s],
    ['no label', ['contribute', 'good'], /--label.*0 = no, 1 = yes/s],
    ['an unknown label', ['contribute', 'good', '--label', 'maybe'], /no class "maybe"/],
    ['a label out of range', ['contribute', 'good', '--label', '2'], /no class "2"/],
    ['an empty sample', ['contribute', 'unheard words', '--label', 'yes'], /no features/],
    [
      '--text without a table',
      ['contribute', 'good', '--label', 'yes', '--text', 'a'],
      /--text is for a table.*--file/,
    ],
    [
      '--delimiter without a table',
      ['contribute', 'good', '--label', 'yes', '--delimiter', ','],
      /--delimiter is for a table.*--file/,
    ],
    [
      '--no-header without a table',
      ['contribute', 'good', '--label', 'yes', '--no-header'],
      /--no-header is for a table.*--file/,
    ],
    [
      '--no-quotes without a table',
      ['contribute', 'good', '--label', 'yes', '--no-quotes'],
      /--no-quotes is for a table.*--file/,
    ],
    [
      'a limit below the deposit',
      ['contribute', 'good', '--label', 'yes', '--max-deposit', '0.0001'],
      /above --max-deposit/,
    ],
    ['a malformed limit', ['contribute', 'good', '--label', 'yes', '--max-deposit', 'lots'], /Give ether/],
    ['neither index nor all', ['refund'], /--index N.*--all/s],
    ['both index and all', ['take', '--all', '--index', '1'], /--index N.*--all/s],
    ['a contribution that was never made', ['refund', '--index', '99'], /Model 0 has no contribution 99/],
    ['two accounts', ['status', '--account', '1', '--keystore', 'x.json'], /not both/],
    [
      'a keystore that is not there',
      ['status', '--keystore', 'nowhere.json'],
      /nowhere\.json.*no such file/s,
    ],
    ['a missing file', ['deploy', '--model', 'nowhere.json'], /nowhere\.json.*no such file/s],
    ['an unknown encoder', ['encode', 'x', '--encoder', 'bert-v1'], /bert-v1/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await cotrain(args, { env: { COTRAIN_RPC: chain.rpcUrl } })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test('with --json the error is a document, with --verbose there is a stack trace', async () => {
    const { code, json, stderr } = await cotrain([
      'predict',
      'x',
      '--model',
      '7',
      '--json',
      '--verbose',
      '--rpc',
      chain.rpcUrl,
    ])
    expect(code).toBe(1)
    expect(json.error).toMatchObject({
      code: 'UnknownModelError',
      message: 'There is no model 7 on this chain.',
    })
    expect(stderr).toMatch(/\n\s+at /)
  })

  test.each<[what: string, args: string[], message: RegExp]>([
    ['no such command', ['teach', '--json'], /unknown command 'teach'/],
    ['no such command of a command', ['market', 'crash', '--json'], /unknown command 'crash'/],
    ['no such option', ['models', '--fast', '--json'], /unknown option '--fast'/],
    ['a malformed option', ['skip', '--json', '1 fortnight'], /a number with s, min, h, d or w/],
    ['an option that wants a value', ['export', '--json', '--out'], /argument missing/],
    ['an option too many of a simulation', ['simulate', 'quick', '--json', '--fast'], /unknown option/],
  ])('with --json wrong usage is a document, too: %s', async (_, args, message) => {
    const { code, json, stderr } = await cotrain(args)
    expect(json.error).toMatchObject({ code: 'UsageError', message: expect.stringMatching(message) })
    expect(stderr).toMatch(message)
    expect(code).toBe(1)
  })

  test('a simulation that writes its document to a file prints none when it is used wrongly', async () => {
    const { code, stdout } = await cotrain(['simulate', 'quick', '--json', 'runs.json', '--fast'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })

  test("keys in a node's address are not printed", async () => {
    const secret = 'sEcrEt0123'
    for (const rpc of [
      `http://127.0.0.1:1/v3/${secret}`,
      `http://127.0.0.1:1/?key=${secret}`,
      `http://${secret}:${secret}@127.0.0.1:1/`,
    ]) {
      const { code, json, stderr, stdout } = await cotrain(['models', '--json', '--verbose', '--rpc', rpc])
      expect(code).toBe(1)
      expect(json.error.message).toContain('http://127.0.0.1:1')
      expect(stderr + stdout).not.toContain(secret)
    }
  })

  test('nodes may be several, and web sockets, which do not keep a command from ending', async () => {
    const socket = chain.rpcUrl.replace('http', 'ws')
    const gone = 'http://127.0.0.1:1'
    const ways: [args: string[], env: NodeJS.ProcessEnv][] = [
      [['--rpc', socket], {}],
      [['--rpc', gone, '--rpc', socket], {}],
      [[], { COTRAIN_RPC: `${gone},${chain.rpcUrl}` }],
    ]
    for (const [args, env] of ways) {
      const { code, json } = await cotrain(['models', '--json', ...args], { env })
      expect(json).toHaveLength(1)
      expect(code).toBe(0)
    }
  })

  test('a full disk is an error', async () => {
    const full = await open('/dev/full', 'w')
    try {
      const child = spawn(process.execPath, [bin, 'models', '--rpc', chain.rpcUrl], {
        stdio: ['ignore', full.fd, 'pipe'],
      })
      let stderr = ''
      child.stderr?.on('data', data => {
        stderr += data
      })
      const [code] = await once(child, 'close')
      expect(stderr).toMatch(/cannot be written.*no space/)
      expect(code).toBe(1)
    } finally {
      await full.close()
    }
  })

  test('a state folder that cannot be made is an error', async () => {
    const { code, stderr } = await cotrain([
      'up',
      '--state',
      '/proc/cotrain/state',
      '--port',
      '0',
      '--no-dashboard',
    ])
    expect(stderr).toMatch(/cannot be used as the state folder.*--state DIR/s)
    expect(code).toBe(1)
  })

  test('a node that is not there', async () => {
    const { code, stderr } = await cotrain(['models', '--rpc', 'http://127.0.0.1:1'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/does not answer.*cotrain up/s)
  })

  test('a development account on a public chain', async () => {
    const other = await bareChain(['--chain-id', '10'])
    const { code, stderr } = await cotrain(['status', '--rpc', other.rpcUrl])
    await other.stop()
    expect(code).toBe(1)
    expect(stderr).toMatch(/chain 10.*--keystore/s)
  })

  test.each<[what: string, model: unknown, message: RegExp]>([
    ['neither JSON nor ONNX', 'not json', /neither JSON nor ONNX/],
    ['no weights', { ...tinyModel, weights: undefined }, /weights/],
    ['a weight that is no number', { ...tinyModel, weights: [1, 2, 'x', 4] }, /weights/],
    [
      'more classes than a contract holds',
      {
        type: 'dense nearest centroid classifier',
        centroids: Object.fromEntries(
          Array.from({ length: 65 }, (_, i) => [`class ${i}`, { centroid: [i / 100], dataCount: 1 }]),
        ),
      },
      /65 classes/,
    ],
    ['an unknown type', { ...tinyModel, type: 'oracle' }, /oracle/],
  ])('a malformed model file: %s', async (_, model, message) => {
    const file = join(await temporaryFolder(), 'model.json')
    await writeFile(file, typeof model === 'string' ? model : JSON.stringify(model))
    const { code, stderr } = await cotrain(['import', '--model', file])
    expect(stderr).toMatch(message)
    expect(code).toBe(1)
  })

  test('a vocabulary that does not match', async () => {
    const folder = await temporaryFolder()
    const { vocabulary, ...model } = tinyModel
    const file = await writeModel(folder, model)
    const words = join(folder, 'words.txt')
    await writeFile(words, vocabulary.slice(1).join('\n'))
    const { code, stderr } = await cotrain([
      'deploy',
      '--model',
      file,
      '--vocabulary',
      words,
      '--rpc',
      chain.rpcUrl,
    ])
    expect(stderr).toContain('vocabulary has 3 words, but the model has 4 features')
    expect(code).toBe(1)
  })

  test('a sample of 10,000 words', async () => {
    const features = Array.from({ length: 10_000 }, (_, i) => i).join(' ')
    const { code, stderr } = await cotrain(['predict', '--features', features, '--rpc', chain.rpcUrl])
    expect(stderr).toContain('is not the index of a feature')
    expect(code).toBe(1)
  })
})
