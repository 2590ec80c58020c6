import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { floats, node, onnx, Type, tensorInfo } from '@cotrain/testing/onnx'
import { describe, expect, test } from 'vitest'
import { cotrain, temporaryFolder } from './cli.ts'
import { tinyModel, writeModel } from './models.ts'

const shipped = (name: string) =>
  fileURLToPath(new URL(`../../../models/spam-filter/${name}`, import.meta.url))

describe('commands that need no chain', () => {
  test('evaluate measures the shipped model as its integers and as its floats', async () => {
    const { code, json } = await cotrain([
      'evaluate',
      '--model',
      shipped('model.json'),
      '--data',
      shipped('held-out.txt'),
      '--json',
    ])
    expect(code).toBe(0)
    expect(Object.keys(json)).toEqual(['samples', 'accuracy', 'floatAccuracy'])
    expect(json.samples).toBeGreaterThan(100)
    expect(json.accuracy).toBeGreaterThan(0.95)
    expect(Math.abs(json.accuracy - json.floatAccuracy)).toBeLessThanOrEqual(0.001)
  })

  test('import and evaluate count the numbers that are beyond their range, and name them', async () => {
    const folder = await temporaryFolder()
    const inputs = ['width', 'height'].map(name => ({ name, min: 0, max: 10 }))
    const model = {
      type: 'dense perceptron',
      classifications: ['no', 'yes'],
      weights: [1, -1],
      intercept: 0,
      inputs,
    }
    const file = await writeModel(folder, model)
    const data = join(folder, 'samples.csv')
    await writeFile(data, '1,12,3\n0,3,99\n1,-1,0\n0,1,2\n')
    const note =
      'Samples have numbers beyond their range, which count as its end on the chain: width in 2 (its range is 0 to 10); height in 1 (its range is 0 to 10).'
    const clipped = [
      { ...inputs[0], samples: 2 },
      { ...inputs[1], samples: 1 },
    ]
    for (const command of ['import', 'evaluate']) {
      const asked = [command, '--model', file, '--data', data]
      expect((await cotrain([...asked, '--json'])).json).toMatchObject({ clipped, notes: [note] })
      expect((await cotrain(asked)).stdout).toContain(`Note: ${note}`)
    }
    const large = {
      type: 'sparse logistic regression',
      classifications: ['no', 'yes'],
      weights: [4e4],
      intercept: 0,
    }
    const { json } = await cotrain(['import', await writeModel(folder, large), '--json'])
    expect(json.clippedParameters).toEqual([{ name: 'weights[0]', value: 4e4, countsAs: 32_767 }])
    expect(json.notes).toEqual([
      'The contract cannot hold 1 number of the file: weights[0] is 40000 and counts as 32767.',
    ])
  })

  test('evaluate says which line of the samples is malformed', async () => {
    const folder = await temporaryFolder()
    const file = await writeModel(folder, tinyModel)
    const data = join(folder, 'samples.txt')
    await writeFile(data, '1 1\n0 zero\n')
    const { code, stderr } = await cotrain(['evaluate', '--model', file, '--data', data])
    expect(code).toBe(1)
    expect(stderr).toContain('Line 2')
  })

  test('evaluate measures an ONNX file; of several classifiers in it, the one whose output is named', async () => {
    const folder = await temporaryFolder()
    const [file, about, data] = ['model.onnx', 'about.json', 'samples.csv'].map(name => join(folder, name))
    const graph = {
      input: [tensorInfo('X', Type.FLOAT, ['N', 2])],
      initializer: [floats('W', [2, 2], [1, -1, 0.5, -0.5]), floats('b', [2], [-3, 3])],
      node: [
        node('Gemm', ['X', 'W', 'b'], 'scores'),
        node('ArgMin', ['scores'], 'lowest', { axis: 1 }),
        node('ArgMax', ['scores'], 'highest', { axis: 1 }),
      ],
      output: [{ name: 'lowest' }, { name: 'highest' }],
    }
    const inputs = ['x', 'y'].map(name => ({ name, min: 0, max: 4 }))
    const rows = [0, 1, 2, 3, 4].flatMap(x => [0, 1, 2, 3].map(y => [x, y + 0.5] as const))
    // the lowest is score 1 where x + y / 2 > 3
    const lines = rows.map(([x, y]) => `${Number(x + y / 2 > 3)},${x},${y}`)
    await writeFile(file!, onnx(graph))
    await writeFile(about!, JSON.stringify({ inputs }))
    await writeFile(data!, lines.join('\n'))
    const evaluate = ['evaluate', file!, '--about', about!, '--data', data!, '--json']
    const both = await cotrain(evaluate)
    expect(both.json.error.message).toContain('has "lowest" and "highest", which are not of one classifier')
    const lowest = await cotrain([...evaluate, '--output', 'lowest'])
    expect(lowest.json, lowest.stderr).toEqual({ samples: 20, accuracy: 1, floatAccuracy: 1 })
    const highest = await cotrain([...evaluate, '--output', 'highest'])
    expect(highest.json, highest.stderr).toEqual({ samples: 20, accuracy: 0, floatAccuracy: 0 })
    const encode = ['encode', '1, 2', '--model', file!, '--about', about!, '--json']
    expect((await cotrain(encode)).json.error.message).toContain('"lowest" and "highest"')
    const encoded = await cotrain([...encode, '--output', 'lowest'])
    expect(encoded.json.meanings, encoded.stderr).toEqual(['x', 'y'])
  })

  test('import describes a file, and writes it as JSON', async () => {
    const folder = await temporaryFolder()
    const model = { ...tinyModel, weights: [-0.21, 0.2, 0.1, -0.13], learningRate: 0.05 }
    const file = await writeModel(folder, model)
    const out = join(folder, 'copy.json')
    const { json } = await cotrain(['import', file, '--weight-bits', '8', '--out', out, '--json'])
    expect(json).toMatchObject({
      type: 'sparse perceptron',
      classifier: 'sparse-perceptron',
      classes: ['no', 'yes'],
      features: 4,
      weightBits: 8,
      out,
    })
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject(model)
    expect((await cotrain(['import', '--model', out])).stdout).toContain('learning rate')
  })

  test('encode turns texts into features by a named encoder or by a model file', async () => {
    const file = await writeModel(await temporaryFolder(), tinyModel)
    const words = await cotrain(['encode', 'Bad but FINE', '--model', file, '--json'])
    expect(words.json).toMatchObject({ features: [0, 2], hex: '0x00000002', meanings: ['bad', 'fine'] })
    const hashed = await cotrain(['encode', '--stdin', '--encoder', 'murmur3-v1:10', '--json'], {
      input: 'hello world',
    })
    expect(hashed.json.encoder).toBe('murmur3-v1:10')
    expect(hashed.json.features).toHaveLength(2)
    expect((await cotrain(['encode', 'nothing', '--model', file])).stdout).toContain(
      'knows none of these words',
    )
  })

  test('help names every command', async () => {
    const { code, stdout } = await cotrain(['--help'])
    expect(code).toBe(0)
    for (const command of [
      'up',
      'deploy',
      'add-class',
      'export',
      'costs',
      'models',
      'predict',
      'contribute',
      'refund',
      'take',
      'status',
      'evaluate',
      'import',
      'train',
      'encode',
      'skip',
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
    }
  })
})
