import { type Hex, stringToHex } from 'viem'
import type { MarketOptions } from '../../../kinds/types.ts'
import type { Classifier } from '../../classifiers/Classifier.ts'
import { revert } from '../../errors.ts'

const quadratic = 1
const million = 1_000_000
const maxTestSamples = 512
const maxSamples = 64
const maxTime = 2 ** 24 - 1

/** The options as the contract encodes them, with the bits of each. */
const fields = {
  stake: 64,
  fee: 64,
  value: 96,
  tolerance: 32,
  commitTime: 24,
  revealTime: 24,
  testTime: 24,
  testSamples: 16,
  minSamples: 8,
  maxSamples: 8,
  loss: 1,
} as const satisfies { [name in keyof MarketOptions]: number }

/** Those that are more than a number can be exact. */
const large: readonly string[] = ['stake', 'fee', 'value']

/** Reads options from their ABI encoding. @throws TwinError EmptyRevert when they do not decode */
export function decodeOptions(data: Hex): MarketOptions {
  const entries = Object.entries(fields)
  if (data.length < 2 + 64 * entries.length) revert('EmptyRevert')
  const values = entries.map(([name, bits], i) => {
    const value = BigInt(`0x${data.slice(2 + 64 * i, 66 + 64 * i)}`)
    if (value >> BigInt(bits) !== 0n) revert('EmptyRevert')
    return [name, large.includes(name) ? value : Number(value)]
  })
  return Object.fromEntries(values) as MarketOptions
}

/** @throws TwinError MarketOptionOutOfRange, TestSamplesOdd, LossNotOffered, EmptyRevert */
export function checkOptions(options: MarketOptions, classifier: Classifier): void {
  if (options.loss > quadratic) revert('EmptyRevert')
  const check = (name: keyof MarketOptions, min: bigint | number, max: bigint | number) => {
    const value = options[name]
    if (value >= min && value <= max) return
    revert('MarketOptionOutOfRange', stringToHex(name, { size: 32 }), BigInt(value), BigInt(min), BigInt(max))
  }
  check('stake', 1n, 2n ** 64n - 1n)
  check('value', 1n, 2n ** 80n - 1n)
  check('tolerance', 0, million)
  check('commitTime', 1, maxTime)
  check('revealTime', 1, maxTime)
  check('testTime', 1, maxTime)
  check('testSamples', 2, maxTestSamples)
  if (options.testSamples % 2 !== 0) revert('TestSamplesOdd', BigInt(options.testSamples))
  check('maxSamples', 1, maxSamples)
  check('minSamples', 1, options.maxSamples)
  if (options.loss === quadratic && !classifier.quadraticLoss) revert('LossNotOffered', options.loss)
}

/** Whether probabilities are judged; else errors are counted. */
export function isQuadratic({ loss }: MarketOptions): boolean {
  return loss === quadratic
}
