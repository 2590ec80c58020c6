import {
  maxWeight,
  type PerceptronFile,
  packWeights,
  parseModelFile,
  quantiseSparsePerceptron,
  unpackWeights,
  WeightsError,
} from '@cotrain/sdk/models'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const file = (weights: number[], learningRate = 0.5, intercept = 0) =>
  parseModelFile({
    type: 'sparse perceptron',
    classifications: ['a', 'b'],
    weights,
    intercept,
    learningRate,
  }) as PerceptronFile

describe('packWeights', () => {
  it('puts the first weight lowest', () => {
    expect(packWeights(Int32Array.of(1, -1, 127), 8)).toEqual([0x7fff01n])
    expect(packWeights(new Int32Array(33).fill(-1), 8)).toEqual([2n ** 256n - 1n, 0xffn])
    expect(packWeights(new Int32Array(26).fill(-1), 10)).toEqual([2n ** 250n - 1n, 0x3ffn])
  })

  it('comes back from unpackWeights', () => {
    const bitsAndWeights = fc
      .integer({ min: 8, max: 16 })
      .chain(bits =>
        fc.tuple(
          fc.constant(bits),
          fc.array(fc.integer({ min: -maxWeight(bits) - 1, max: maxWeight(bits) }), { maxLength: 100 }),
        ),
      )
    fc.assert(
      fc.property(bitsAndWeights, ([bits, weights]) => {
        expect([...unpackWeights(packWeights(Int32Array.from(weights), bits), bits, weights.length)]).toEqual(
          weights,
        )
      }),
    )
  })

  it('refuses what does not fit', () => {
    expect(() => packWeights(Int32Array.of(0, 128), 8)).toThrow('Weight 1 is 128, which does not fit 8 bits')
    expect(() => packWeights(Int32Array.of(-129), 8)).toThrow(WeightsError)
    expect(() => packWeights(Int32Array.of(0), 7)).toThrow('8 to 16 bits')
    expect(() => unpackWeights([0n, 0n], 8, 32)).toThrow('take 1 words, not 2')
  })
})

describe('quantiseSparsePerceptron', () => {
  it('keeps weights that are whole learning rates exactly', () => {
    const result = quantiseSparsePerceptron(file([1, -2.5, 0], 0.5, 1.5))
    expect(result).toMatchObject({
      options: { featureCount: 3, weightBits: 8, learningRate: 1 },
      scale: 2,
      roundingError: 0,
    })
    expect([...result.weights]).toEqual([3, 2, -5, 0])
    expect(result.words).toEqual(packWeights(result.weights, 8))
  })

  it('leaves an untrained model all the room', () => {
    expect(quantiseSparsePerceptron(file([0, 0])).options).toEqual({
      featureCount: 2,
      weightBits: 8,
      learningRate: 1,
    })
  })

  it('takes more bits when fewer would round too much', () => {
    const weights = Array.from({ length: 999 }, (_, i) => Math.sin(i))
    expect(quantiseSparsePerceptron(file(weights, 0.01)).options.weightBits).toBe(8)
    expect(quantiseSparsePerceptron(file([...weights, 60], 0.1)).options.weightBits).toBe(12)
    expect(quantiseSparsePerceptron(file(weights, 0.1, 500)).options.weightBits).toBe(16)
  })

  it('takes more bits when fewer would cost accuracy on the data', () => {
    const weights = [...Array.from({ length: 998 }, (_, i) => Math.sin(i)), 1.001, -1]
    const data = Array.from({ length: 10 }, () => ({ label: 1, sample: Uint16Array.of(998, 999) }))
    expect(quantiseSparsePerceptron(file(weights, 0.01)).options.weightBits).toBe(8)
    const result = quantiseSparsePerceptron(file(weights, 0.01), { data })
    expect(result.options.weightBits).toBeGreaterThan(8)
    expect(result.accuracyLoss).toBe(0)
    expect(quantiseSparsePerceptron(file(weights, 0.01), { data, weightBits: 8 }).accuracyLoss).toBe(1)
  })

  it('rounds to the learning rate, with room above the largest weight', () => {
    const numbers = fc.double({ min: -1000, max: 1000, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(numbers, { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        fc.integer({ min: 8, max: 16 }),
        (weights, learningRate, weightBits) => {
          const model = file(weights, learningRate)
          const { options, weights: integers, scale } = quantiseSparsePerceptron(model, { weightBits })
          const max = maxWeight(weightBits)
          expect(options.learningRate).toBeGreaterThanOrEqual(1)
          expect(options.learningRate).toBeLessThanOrEqual(max)
          if (options.learningRate > 1 && options.learningRate < max) {
            expect(Math.abs(options.learningRate - learningRate * scale)).toBeLessThanOrEqual(0.5 + 1e-6)
          }
          for (const [i, weight] of weights.entries()) {
            expect(Math.abs(integers[i + 1]! / scale - weight) * scale).toBeLessThanOrEqual(0.5 + 1e-6)
            expect(Math.abs(integers[i + 1]!)).toBeLessThanOrEqual(max / 1.25 + 0.5)
          }
        },
      ),
    )
  })

  it('cuts a learning rate that even 16 bits cannot hold beside the weights', () => {
    const small = quantiseSparsePerceptron(file([1000, -400.5], 1e-6))
    expect(small.options).toMatchObject({ weightBits: 16, learningRate: 1 })
    expect(small.options.learningRate / small.scale).toBeGreaterThan(1e-6)
    const large = quantiseSparsePerceptron(file([1e-6, -2e-6], 1000))
    expect(large.options).toMatchObject({ weightBits: 16, learningRate: maxWeight(16) })
    expect(large.roundingError).toBeLessThan(1 / 64)
  })

  it.each([7, 17, 8.5])('refuses %s bits', weightBits => {
    expect(() => quantiseSparsePerceptron(file([1]), { weightBits })).toThrow(WeightsError)
  })
})
