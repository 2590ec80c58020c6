import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { measure, parseModelFile, quantise } from '@cotrain/sdk/models'
import { heldOutPenguins } from '@cotrain/simulator/data/sets'
import { describe, expect, it } from 'vitest'

const read = (name: string) =>
  readFileSync(new URL(`../../../../models/penguins/${name}`, import.meta.url), 'utf8')

describe('the penguins', () => {
  it('are held out the same on every machine', () => {
    expect(createHash('sha256').update(heldOutPenguins()).digest('hex')).toBe(
      'a06d2bcf29ce28ae9ffd9c1615ffebb8d67a64a17b31d233e8785177c54aca2e',
    )
  })

  it('are told apart as well as the README states', () => {
    const heldOut = heldOutPenguins()
      .trimEnd()
      .split('\n')
      .map(line => line.split(',').map(Number))
      .map(([label, ...sample]) => ({ label: label!, sample }))
    const file = parseModelFile(read('model.json'))
    const { samples, accuracy, floatAccuracy } = measure(file, quantise(file), heldOut)
    expect(floatAccuracy).toBe(accuracy)
    expect(read('README.md')).toContain(`${samples} penguins that training never saw`)
    expect(read('README.md')).toContain(
      `${(100 * accuracy).toFixed(2)} %, by the contract's integers as by floats`,
    )
  })
})
