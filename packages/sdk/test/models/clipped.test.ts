import { createNumbersEncoder, createVectorEncoder } from '@cotrain/sdk/encoders'
import { measure, parseModelFile, quantise } from '@cotrain/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
const weight = fc.oneof(finite, fc.constantFrom(0, 1e5, -3e5, 1e-9, 32_767, -32_768))
const types = ['sparse perceptron', 'sparse logistic regression', 'dense perceptron']

/** The integers of a model of one score, and what they stand for in the file's units. */
function standFor(model: ReturnType<typeof quantise>): number[] {
  const { weights, intercepts, scale } = model as unknown as {
    weights: Int32Array | Int32Array[]
    intercepts?: Int32Array
    scale: number
  }
  const units = intercepts ? [...intercepts, ...(weights as Int32Array[])[0]!] : [...(weights as Int32Array)]
  return units.map(unit => unit / scale)
}

describe('parameters', () => {
  it('are rounded, never cut, unless they are named', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.array(weight, { minLength: 1, maxLength: 6 }),
        weight,
        fc.constantFrom(1e-3, 0.5, 8, 1e4),
        fc.constantFrom<'auto' | number>('auto', 8, 13, 16),
        (type, weights, intercept, learningRate, weightBits) => {
          const file = parseModelFile({ type, classifications: ['a', 'b'], weights, intercept, learningRate })
          const model = quantise(file, { weightBits })
          const actual = standFor(model)
          const named = new Map(model.clipped.map(({ name, countsAs }) => [name, countsAs]))
          for (const [i, wanted] of [intercept, ...weights].entries()) {
            const name = i === 0 ? 'intercept' : `weights[${i - 1}]`
            const countsAs = named.get(name)
            if (countsAs === undefined)
              expect(Math.abs(actual[i]! - wanted)).toBeLessThanOrEqual(0.51 / model.scale)
            else expect([actual[i], Math.abs(wanted) > Math.abs(countsAs)]).toEqual([countsAs, true])
          }
        },
      ),
    )
  })

  it('name a weight that 16 bits of fixed point cannot hold, and samples that are too many', () => {
    const type = 'sparse logistic regression'
    const large = parseModelFile({ type, classifications: ['a', 'b'], weights: [4e4, 1], intercept: -5e4 })
    expect(quantise(large).clipped).toEqual([
      { name: 'intercept', value: -5e4, countsAs: -32_767 },
      { name: 'weights[0]', value: 4e4, countsAs: 32_767 },
    ])
    const centroids = { a: { centroid: [1, 0], dataCount: 40_000 }, b: { centroid: [0, 1], dataCount: 5 } }
    const many = parseModelFile({ type: 'dense nearest centroid classifier', centroids })
    expect(quantise(many).clipped).toEqual([
      { name: 'centroids["a"].dataCount', value: 40_000, countsAs: 32_768 },
    ])
  })
})

describe('samples', () => {
  const inputs = [
    { name: 'x', min: -1, max: 3 },
    { name: 'y', min: 10, max: 20 },
  ]
  it('name each number beyond its range, and encode it as the end', () => {
    const encoder = createNumbersEncoder(inputs)
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        const beyond = encoder.clipped([x, y])
        const ends = [Math.min(3, Math.max(-1, x)), Math.min(20, Math.max(10, y))]
        expect(encoder.encode([x, y])).toEqual(encoder.encode(ends))
        const changed = [x, y].flatMap((value, i) =>
          value === ends[i] ? [] : [{ index: i, ...inputs[i]!, value }],
        )
        expect(beyond).toEqual(changed)
      }),
    )
    expect(encoder.clipped('4, 15')).toEqual([{ index: 0, ...inputs[0], value: 4 }])
  })

  it('name numbers of a vector above 1, which rounding lets pass', () => {
    expect(createVectorEncoder(2).clipped([1.0005, 0])).toEqual([
      { index: 0, name: '0', value: 1.0005, min: -1, max: 1 },
    ])
  })

  it('are counted by input when a model is measured', () => {
    const file = parseModelFile({
      type: 'dense perceptron',
      classifications: ['a', 'b'],
      weights: [1, -1],
      intercept: 0,
      inputs,
    })
    const samples = [
      [0, 15],
      [9, 25],
      [2, 30],
    ].map(sample => ({ label: 0, sample }))
    expect(measure(file, quantise(file), samples).clipped).toEqual([
      { ...inputs[0], samples: 1 },
      { ...inputs[1], samples: 2 },
    ])
  })
})
