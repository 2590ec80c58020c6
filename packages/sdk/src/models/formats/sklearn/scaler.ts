import { ModelFileError } from '../../errors.ts'
import { parseNumbers } from '../json/parseMulticlassPerceptron.ts'
import { checkParam, parseEstimator } from './estimator.ts'

/** A scaler's x ↦ x · factors + shifts, number by number. */
export type Scaling = { factors: Float64Array; shifts: Float64Array }

/** What a fitted scaler does to `count` numbers before the model sees them. */
export function parseScaler(value: unknown, count: number): Scaling | undefined {
  if (value === undefined || value === null) return undefined
  const scaler = parseEstimator(value, 'scaler')
  const { className, params, learned } = scaler
  const read = (name: string) => parseNumbers(learned[name], `scaler.${name}`, count)
  if (className === 'StandardScaler') {
    const factors = params.with_std === false ? new Float64Array(count).fill(1) : invert(read('scale_'))
    const means = params.with_mean === false ? new Float64Array(count) : read('mean_')
    return { factors, shifts: means.map((mean, i) => -mean * factors[i]!) }
  }
  if (className === 'MinMaxScaler') {
    checkParam(scaler, 'clip', false, 'Train with clip=False.')
    return { factors: read('scale_'), shifts: read('min_') }
  }
  throw new ModelFileError('scaler.class', `is "${className}"`, 'Train with StandardScaler or MinMaxScaler.')
}

function invert(scales: Float64Array): Float64Array {
  const zero = scales.findIndex(scale => !(scale > 0))
  if (zero < 0) return scales.map(scale => 1 / scale)
  throw new ModelFileError(`scaler.scale_[${zero}]`, `is ${scales[zero]}`, 'Scales are above 0.')
}

/** The same score of numbers that are not scaled: weights and intercept of a model behind a scaler. */
export function unscale(weights: Float64Array, intercept: number, { factors, shifts }: Scaling) {
  return {
    weights: weights.map((weight, i) => weight * factors[i]!),
    intercept: weights.reduce((sum, weight, i) => sum + weight * shifts[i]!, intercept),
  }
}
