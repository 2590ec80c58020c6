import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseModelFile, writeOnnx, writeSklearn } from '@cotrain/sdk/models'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Anvil } from '../src/chain/anvil.ts'
import { bareChain, cotrain, temporaryFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

const vocabulary = ['bad', 'good', 'fine', 'sour']
const inputs = [
  { name: 'Length', unit: 'mm', min: 0, max: 10 },
  { name: 'Weight', unit: 'g', min: 0, max: 100 },
]
const words = { vocabulary, classifications: ['no', 'yes'] }
const three = ['low', 'middle', 'high']

/** A model of every type: texts with "good" are "yes"; lengths of 9 are "yes" or "high". */
const sparse: object[] = [
  tinyModel,
  {
    ...words,
    type: 'sparse logistic regression',
    weights: [-2, 2, 1, -1],
    intercept: 0,
    learningRate: 0.1,
  },
  {
    ...words,
    type: 'sparse multiclass perceptron',
    classifications: ['no', 'yes', 'perhaps'],
    weights: [
      [2, -2, -1, 1],
      [-2, 2, 1, -1],
      [0, 0, 0, 0],
    ],
    intercepts: [0, 0, 0],
    learningRate: 0.5,
  },
  {
    ...words,
    type: 'naive bayes',
    classCounts: [10, 10],
    featureCounts: [
      [
        [0, 9],
        [3, 5],
      ],
      [
        [1, 9],
        [2, 5],
      ],
    ],
    totalNumFeatures: 4,
    smoothingFactor: 1,
  },
  {
    ...words,
    type: 'sparse nearest centroid classifier',
    centroids: {
      no: { centroid: { 0: 0.9, 3: 0.5 }, dataCount: 10 },
      yes: { centroid: { 1: 0.9, 2: 0.5 }, dataCount: 10 },
    },
  },
]
const dense: object[] = [
  {
    type: 'dense perceptron',
    classifications: ['no', 'yes'],
    weights: [1, 0],
    intercept: -5,
    learningRate: 0.5,
  },
  {
    type: 'dense multiclass perceptron',
    classifications: three,
    weights: [
      [-1, 0],
      [0, 0],
      [1, 0],
    ],
    intercepts: [3, 0, -7],
    learningRate: 0.5,
  },
  {
    type: 'dense nearest centroid classifier',
    centroids: {
      low: { centroid: [1, 50], dataCount: 3 },
      middle: { centroid: [5, 50], dataCount: 3 },
      high: { centroid: [9, 50], dataCount: 3 },
    },
  },
]

describe('every classifier goes from file to prediction on chain', () => {
  let chain: Anvil
  const run = (...args: string[]) => cotrain([...args, '--json'], { env: { COTRAIN_RPC: chain.rpcUrl } })
  beforeAll(async () => {
    chain = await bareChain()
  })
  afterAll(() => chain.stop())

  async function check(model: object, sample: string[], expected: string, name: string): Promise<void> {
    const file = await writeModel(await temporaryFolder(), { ...model, name })
    await checkFile(file, sample, expected)
  }

  async function checkFile(file: string, sample: string[], expected: string): Promise<void> {
    const { json: deployed, stderr } = await run('deploy', file)
    expect(deployed.created, stderr).toBe(true)
    const there = await run('predict', ...sample, '--model', deployed.id)
    expect(there.json.class, there.stderr).toBe(expected)
    const here = await run('predict', ...sample, '--model', deployed.id, '--local')
    expect(here.json).toEqual(there.json)
    const taught = await run('contribute', ...sample, '--label', '0', '--model', deployed.id)
    expect(taught.json.contributions, taught.stderr).toHaveLength(1)
    const status = await run('status', '--model', deployed.id)
    expect(status.json.model).toMatchObject({ contributions: 1, ready: true })
  }

  test.each(sparse.map(model => [(model as { type: string }).type, model] as const))(
    '%s',
    async (type, model) => check(model, ['Good, fine!'], 'yes', `Sets: ${type}`),
  )

  test.each(dense.map(model => [(model as { type: string }).type, model] as const))(
    '%s',
    async (type, model) => {
      const expected = type === 'dense perceptron' ? 'yes' : 'high'
      await check({ ...model, inputs }, ['--numbers', '9, 50'], expected, `Numbers: ${type}`)
    },
  )

  test('a dense logistic regression goes as a perceptron, and says so', async () => {
    const model = { ...dense[0], type: 'dense logistic regression', inputs, name: 'Logistic' }
    const file = await writeModel(await temporaryFolder(), model)
    const imported = await run('import', file)
    expect(imported.json, imported.stderr).toMatchObject({ classifier: 'dense-perceptron' })
    expect(imported.json.notes).toEqual([expect.stringContaining('gives no probabilities')])
    const deployed = await run('deploy', file)
    expect(deployed.json.notes).toEqual(imported.json.notes)
    expect(deployed.stderr).toContain('goes on the chain as a dense perceptron')
    const there = await run('predict', '--numbers', '9, 50', '--model', deployed.json.id)
    expect(there.json.class).toBe('yes')
  })

  test('a model that begins without classes gets them, and is taught', async () => {
    const empty = { type: 'dense nearest centroid classifier', inputs, centroids: {}, name: 'Empty' }
    const file = await writeModel(await temporaryFolder(), empty)
    const { json: deployed, stderr } = await run('deploy', file, '--max-classes', '3')
    expect(stderr).toContain('The model begins with no class and may have 3')
    const model = ['--model', deployed.id]
    const early = await run('contribute', '--numbers', '1, 5', '--label', 'small', ...model)
    expect(early.stderr).toContain('The model has no class "small"')
    const unknown = await run('predict', '--numbers', '8, 80', ...model)
    expect(unknown.json.error.message).toBe('Empty has no classes yet.')
    const { stdout: status } = await cotrain(['status', ...model], { env: { COTRAIN_RPC: chain.rpcUrl } })
    expect(status).toContain('none yet (its owner may add 3 more: cotrain add-class)')
    for (const [label, name] of ['small', 'large'].entries()) {
      const { json, stderr: problem } = await run('add-class', name, ...model)
      expect(json, problem).toMatchObject({ model: deployed.id, label, class: name })
    }
    await run('contribute', '--numbers', '1, 5', '--label', 'small', ...model)
    await run('contribute', '--numbers', '9, 90', '--label', 'large', ...model)
    const there = await run('predict', '--numbers', '8, 80', ...model)
    expect(there.json.class, there.stderr).toBe('large')
    expect((await run('predict', '--numbers', '8, 80', ...model, '--local')).json).toEqual(there.json)

    const again = await run('add-class', 'large', ...model)
    expect(again.stderr).toContain('has a class "large" already')
    const stranger = await run('add-class', 'huge', ...model, '--account', '3')
    expect(stranger.stderr).toMatch(/owner/i)
    const full = await run('deploy', await writeModel(await temporaryFolder(), tinyModel), '--open-classes')
    expect(full.stderr).toContain('have the classes that they begin with')
  })

  test('a scikit-learn export and an ONNX file', async () => {
    const folder = await temporaryFolder()
    const [sklearn, onnx] = [join(folder, 'sklearn.json'), join(folder, 'model.onnx')]
    await writeFile(sklearn, writeSklearn(parseModelFile({ ...sparse[1], name: 'From scikit-learn' })))
    await checkFile(sklearn, ['Good, fine!'], 'yes')
    await writeFile(onnx, writeOnnx(parseModelFile({ ...dense[1], inputs, name: 'From ONNX' })))
    await checkFile(onnx, ['--numbers', '9, 50'], 'high')
  })

  test('export writes what training has made of a model, in every format, at any block', async () => {
    const folder = await temporaryFolder()
    const file = await writeModel(folder, { ...dense[1], inputs, name: 'Exported' })
    const { json: deployed } = await run('deploy', file)
    const before = (await run('status', '--model', deployed.id)).json.chain.block
    await run('contribute', '--numbers', '9, 50', '--label', 'low', '--model', deployed.id)
    const now = await run('export', deployed.id)
    const then = await run('export', deployed.id, '--block', String(before))
    expect(now.json.file, now.stderr).toMatchObject({ type: 'dense multiclass perceptron', inputs })
    expect(then.json.file.weights, then.stderr).not.toEqual(now.json.file.weights)
    for (const format of ['json', 'scikit-learn', 'onnx']) {
      const out = join(folder, `out-${format}`)
      await run('export', deployed.id, '--format', format, '--out', out)
      const again = await run('import', out)
      expect(again.json, again.stderr).toMatchObject({ name: 'Exported', classes: three, features: 2 })
    }
  })

  test('under another mechanism: probabilities, and an export as of any block', async () => {
    const folder = await temporaryFolder()
    const naiveBayes = sparse.find(model => (model as { type: string }).type === 'naive bayes')!
    const file = await writeModel(folder, { ...naiveBayes, name: 'Under points' })
    const { json: deployed, stderr } = await run('deploy', file, '--mechanism', 'points')
    expect(deployed.id, stderr).toBe('points:0')
    const there = await run('predict', 'Good, fine!', '--model', deployed.id)
    const here = await run('predict', 'Good, fine!', '--model', deployed.id, '--local')
    expect(here.json).toEqual(there.json)
    const [no, yes] = there.json.probabilities
    expect(yes).toBeGreaterThan(0.5)
    expect(no + yes).toBeCloseTo(1)
    const before = (await run('status', '--model', deployed.id)).json.chain.block
    const first = await run('export', deployed.id)
    await run('contribute', 'Good, fine!', '--label', 'no', '--model', deployed.id)
    const then = await run('export', deployed.id, '--block', String(before))
    expect(then.json.file, then.stderr).toEqual(first.json.file)
    expect((await run('export', deployed.id)).json.file).not.toEqual(first.json.file)
    const never = await run('export', deployed.id, '--block', '1000000')
    expect([never.code, never.stderr]).toEqual([1, expect.stringContaining('no block 1000000 yet')])
  })

  test('samples of numbers in a file; evaluate and import measure with them', async () => {
    const folder = await temporaryFolder()
    const file = await writeModel(folder, { ...dense[1], inputs, name: 'Measured' })
    const data = join(folder, 'samples.csv')
    await writeFile(data, '# length, weight\nhigh,9,50\n0,1,20\nmiddle, 5, 99\n0,9,50\n')
    const evaluated = await run('evaluate', file, '--data', data)
    expect(evaluated.json).toEqual({ samples: 4, accuracy: 0.75, floatAccuracy: 0.75 })
    const imported = await run('import', file, '--data', data)
    expect(imported.json).toMatchObject({
      classifier: 'dense-multiclass-perceptron',
      accuracy: 0.75,
      samples: 4,
    })
    const { json: deployed } = await run('deploy', file)
    const taught = await run('contribute', '--file', data, '--model', deployed.id)
    expect(taught.json.contributions.map((each: { class: string }) => each.class)).toEqual([
      'high',
      'low',
      'middle',
      'low',
    ])
    await writeFile(data, 'high,9\n')
    expect((await run('evaluate', file, '--data', data)).stderr).toContain(
      'has 1 numbers after the label, not 2',
    )
    await writeFile(data, 'huge,9,50\n')
    expect((await run('evaluate', file, '--data', data)).stderr).toContain('the label "huge"')
  })

  test('a sample of the other form is refused with what the model takes', async () => {
    const file = await writeModel(await temporaryFolder(), { ...dense[0], inputs, name: 'Picky' })
    const { json: deployed } = await run('deploy', file)
    const indices = await run('predict', '--features', '1', '--model', deployed.id)
    expect(indices.stderr).toContain('Picky takes numbers')
    const few = await run('predict', '--numbers', '9', '--model', deployed.id)
    expect(few.stderr).toContain('takes 2 numbers; these are 1')
    const sets = await writeModel(await temporaryFolder(), { ...sparse[4], name: 'Sets' })
    const { json: second } = await run('deploy', sets)
    const numbers = await run('predict', '--numbers', '9, 50', '--model', second.id)
    expect(numbers.stderr).toContain('Sets takes sets of features')
  })

  test('what a file has no place for stands in another one', async () => {
    const folder = await temporaryFolder()
    const file = await writeModel(folder, { ...dense[1] })
    const about = await writeModel(folder, { name: 'Told', inputs }, 'about.json')
    const { json } = await run('import', file, '--about', about)
    expect(json).toMatchObject({ name: 'Told' })
    expect(json.encoder).toMatch(/^numbers-v1:/)
    const encoded = await run('encode', '5, 50', '--model', file, '--about', about)
    expect(encoded.json).toMatchObject({ integers: [0, 0], meanings: ['Length', 'Weight'] })
  })
})
