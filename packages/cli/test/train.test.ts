import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPenguins, readReviews } from '@cotrain/simulator/data/sets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, sharedFolder } from './cli.ts'

let chain: Anvil
let shared: Awaited<ReturnType<typeof sharedFolder>>
beforeAll(async () => {
  chain = await bareChain()
  shared = await sharedFolder()
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  const { train, heldOut } = readReviews(1)
  const texts = [...train, ...heldOut].map(
    ({ label, input }) => `${quote(input)},${label ? 'good' : 'bad'}\r\n`,
  )
  await writeFile(join(shared.folder, 'reviews.csv'), `\uFEFFreview,mood\r\n${texts.join('')}`)
  const { classes, ...penguins } = readPenguins(1)
  const rows = [...penguins.train, ...penguins.heldOut].map(({ label, input }, i) =>
    [i, ...input, classes[label]].join('\t'),
  )
  const names = ['id', 'beak length', 'beak depth', 'flipper', 'mass', 'species'].join('\t')
  await writeFile(join(shared.folder, 'penguins.tsv'), `${names}\n${rows.join('\n')}\n`)
})
afterAll(async () => {
  await chain.stop()
  await shared.remove()
})

const at = (...names: string[]) => join(shared.folder, ...names)

test('a table of texts becomes a model that is deployed, taught from the table, and asked', async () => {
  const out = at('mood.json')
  const train = [
    'train',
    at('reviews.csv'),
    '--text',
    'review',
    '--label',
    'mood',
    '--out',
    out,
    '--name',
    'Mood',
  ]
  const { json, stderr } = await cotrain([...train, '--classifier', 'naive-bayes', '--json'])
  expect(stderr).toBe('')
  expect(json).toMatchObject({ classifier: 'naive-bayes', classes: ['bad', 'good'], heldOut: 200, out })
  expect(json.accuracy).toBeGreaterThan(0.75)
  const bytes = await readFile(out, 'utf8')
  expect(JSON.parse(bytes)).toMatchObject({ heldOut: { samples: json.heldOut, accuracy: json.accuracy } })
  await cotrain([...train, '--classifier', 'naive-bayes'])
  expect(await readFile(out, 'utf8')).toBe(bytes)
  const { maxFeatures, sampleWeight } = JSON.parse(bytes)
  expect(maxFeatures).toBeGreaterThan(sampleWeight)
  expect(sampleWeight).toBeGreaterThan(1)

  const deployed = await cotrain(['deploy', out, '--rpc', chain.rpcUrl, '--json'])
  expect(deployed.json).toMatchObject({ maxFeatures, sampleWeight })
  const model = ['--model', deployed.json.id, '--rpc', chain.rpcUrl, '--json']
  await writeFile(at('more.csv'), 'mood;review\ngood;"great; works\nfine"\nbad;broken\n')
  const taught = await cotrain([
    'contribute',
    '--file',
    at('more.csv'),
    '--text',
    'review',
    '--label',
    'mood',
    ...model,
  ])
  expect(taught.json.contributions.map((each: { class: string }) => each.class)).toEqual(['good', 'bad'])
  expect((await cotrain(['predict', 'works great, I love it', ...model])).json.class).toBe('good')

  const words: string[] = JSON.parse(bytes).vocabulary.slice(0, maxFeatures + 1)
  const tooLong = await cotrain(['contribute', words.join(' '), '--label', 'good', ...model])
  expect(tooLong.code).toBe(1)
  expect(tooLong.stderr).toContain(`at most ${maxFeatures}`)
  expect(tooLong.stderr).toContain('Nothing was sent')
  expect((await cotrain(['predict', words.join(' '), ...model])).code).toBe(0)
  const without = ['--max-features', '0', '--sample-weight', '0', '--rpc', chain.rpcUrl, '--json']
  const { json: unlimited } = await cotrain(['deploy', out, ...without])
  expect(unlimited).toMatchObject({ created: true, maxFeatures: 0, sampleWeight: 0 })
  expect(
    (
      await cotrain([
        'contribute',
        words.join(' '),
        '--label',
        'good',
        '--model',
        unlimited.id,
        ...model.slice(2),
      ])
    ).code,
  ).toBe(0)
})

test('a table of numbers becomes the model that does best, which reads the same columns by name', async () => {
  const out = at('penguins.json')
  const columns = ['--label', 'species', '--features', 'mass,flipper,beak depth,beak length']
  const { json, stderr } = await cotrain(['train', at('penguins.tsv'), ...columns, '--out', out, '--json'])
  expect(stderr).toContain('not used: id')
  expect(json.tried.map((each: { classifier: string }) => each.classifier)).toEqual([
    'dense-multiclass-perceptron',
    'nearest-centroid',
  ])
  expect(json.accuracy).toBeGreaterThan(0.9)
  const evaluated = await cotrain([
    'evaluate',
    out,
    '--data',
    at('penguins.tsv'),
    '--label',
    'species',
    '--json',
  ])
  expect(evaluated.json.samples).toBe(342)
  expect(evaluated.json.accuracy).toBeGreaterThan(0.9)
  for (const flag of ['--max-features', '--sample-weight']) {
    const { code, stderr } = await cotrain(['deploy', out, flag, '3', '--rpc', chain.rpcUrl])
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Leave out ${flag}`)])
  }
})

test.each([
  [[], /which column the labels are in: --label/],
  [
    ['--text', 'review', '--label', 'mood', '--classifier', 'nearest'],
    /no classifier "nearest".*naive-bayes/s,
  ],
  [['--text', 'review', '--label', 'review'], /same column/],
  [
    ['--text', 'review', '--label', 'mood', '--hash', '--vocabulary', '10'],
    /one of --vocabulary, --hash and --encoder/,
  ],
  [['--label', 'mood', '--hash'], /for texts.*--text/],
  [['--label', 'mood'], /Line 2 has .* in the column "review", not a number/],
  [['--text', 'review', '--label', 'mood', '--held-out', '1'], /from 0 to 0\.9/],
  [['--text', 'review', '--label', 'mood', '--out', 'nowhere/model.json'], /no folder/],
])('train with %j is refused, and writes nothing', async (flags, message) => {
  const out = at('refused.json')
  const { code, stderr } = await cotrain(['train', at('reviews.csv'), '--out', out, ...flags])
  expect(stderr).toMatch(message)
  expect(code).toBe(1)
  await expect(readFile(out)).rejects.toThrow('ENOENT')
})
