/**
 * How many predictions a second one thread makes on a local twin, and how fast the twin learns.
 *
 * Usage: npm run bench:predict -- [--json OUT]
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { packSample, toSample } from '@cotrain/sdk/encoders'
import { classifierNumber, encodeClassifierOptions, encodeIncentiveOptions } from '@cotrain/sdk/kinds'
import { packWeights } from '@cotrain/sdk/models'
import { type CallContext, createTwin } from '@cotrain/sdk/twin'

const featureCount = 4000
const weightBits = 8
const call: CallContext = {
  sender: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  time: 1_000_000n,
  blockNumber: 1n,
}

/** Fixed pseudo-random numbers (a linear congruential generator), so that every run has the same work. */
let state = 1
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}

function randomSample(words: number): Uint16Array {
  const indices = new Set<number>()
  while (indices.size < words) indices.add(random(featureCount))
  return toSample(indices)
}

function createModel() {
  const twin = createTwin({ classifier: 'sparse-perceptron', mechanism: 'deposits' })
  const weights = Int32Array.from({ length: featureCount + 1 }, () => random(255) - 127)
  const { result: modelId } = twin.createModel(
    call,
    BigInt(classifierNumber('sparse-perceptron')),
    encodeClassifierOptions('sparse-perceptron', { featureCount, weightBits, learningRate: 2 }),
    encodeIncentiveOptions('deposits', {
      refundTime: 0,
      ownerClaimTime: 100,
      anyClaimTime: 100,
      depositWeight: 1,
    }),
    0,
    '{}',
    packWeights(weights, weightBits),
  )
  return { twin, modelId }
}

/** Runs `operation` on each of 1,000 inputs in turn; the best of five rounds, a second. */
function measure<T>(inputs: readonly T[], count: number, operation: (input: T) => void): number {
  let best = 0
  for (let round = 0; round < 5; round++) {
    const start = performance.now()
    for (let i = 0; i < count; i++) operation(inputs[i % inputs.length]!)
    best = Math.max(best, count / ((performance.now() - start) / 1000))
  }
  return Math.round(best)
}

function rowFor(words: number) {
  const samples = Array.from({ length: 1000 }, () => randomSample(words))
  const { twin, modelId } = createModel()
  const paid = { ...call, value: 10n ** 18n }
  let label = 0
  return {
    words,
    predict: measure(samples, 500_000, sample => twin.predict(modelId, sample)),
    predictPacked: measure(samples.map(packSample), 50_000, sample => twin.predict(modelId, sample)),
    contribute: measure(samples, 10_000, sample => {
      label = 1 - label
      twin.contribute(paid, modelId, label, sample)
    }),
  }
}

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const rows = [20, 60, 120].map(rowFor)
console.log(`Operations a second, one thread, Node ${process.version}, ${featureCount} features:`)
console.table(rows)
if (values.json !== undefined) {
  const report = { node: process.version, unit: 'operations per second', featureCount, weightBits, rows }
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
