import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

  test('evaluate says which line of the samples is malformed', async () => {
    const folder = await temporaryFolder()
    const file = await writeModel(folder, tinyModel)
    const data = join(folder, 'samples.txt')
    await writeFile(data, '1 1\n0 zero\n')
    const { code, stderr } = await cotrain(['evaluate', '--model', file, '--data', data])
    expect(code).toBe(1)
    expect(stderr).toContain('Line 2')
  })

  test('import describes a file, and writes it as JSON', async () => {
    const folder = await temporaryFolder()
    const model = { ...tinyModel, weights: [-0.21, 0.2, 0.1, -0.13], learningRate: 0.05 }
    const file = await writeModel(folder, model)
    const out = join(folder, 'copy.json')
    const { json } = await cotrain(['import', file, '--weight-bits', '8', '--out', out, '--json'])
    expect(json).toMatchObject({
      type: 'sparse perceptron',
      kind: 'sparse-perceptron-drt',
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
