import { ModelFileError } from '../../errors.ts'
import { parseNumbers } from '../json/parseMulticlassPerceptron.ts'
import { checkParam, checkParts, type Estimator, flag, parseEstimator } from './estimator.ts'
import { checkFeatureNames, namesOfFeatures } from './featureNames.ts'
import type { Export } from './parseSklearn.ts'

/** A scaler's x ↦ x · factors + shifts, number by number. */
export type Scaling = { factors: Float64Array; shifts: Float64Array }

type Read = (name: string) => Float64Array

const noClipping = 'Train with clip=False: contracts do not clip what a scaler makes.'

/** Parts and arithmetic of each scaler, from scikit-learn's documentation of `transform`. */
const scalers: Record<
  string,
  { learned: string; params: string; parse: (scaler: Estimator, read: Read, count: number) => Scaling }
> = {
  StandardScaler: {
    learned: 'mean_ scale_ var_ n_samples_seen_',
    params: 'copy with_mean with_std',
    parse: (scaler, read, count) =>
      shiftAndDivide(
        flag(scaler, 'with_mean') ? read('mean_') : new Float64Array(count),
        flag(scaler, 'with_std') ? read('scale_') : new Float64Array(count).fill(1),
      ),
  },
  RobustScaler: {
    learned: 'center_ scale_',
    params: 'copy quantile_range unit_variance with_centering with_scaling',
    parse: (scaler, read, count) =>
      shiftAndDivide(
        flag(scaler, 'with_centering') ? read('center_') : new Float64Array(count),
        flag(scaler, 'with_scaling') ? read('scale_') : new Float64Array(count).fill(1),
      ),
  },
  MaxAbsScaler: {
    learned: 'scale_ max_abs_ n_samples_seen_',
    params: 'copy clip',
    parse: (scaler, read, count) => {
      checkParam(scaler, 'clip', false, noClipping)
      return shiftAndDivide(new Float64Array(count), read('scale_'))
    },
  },
  MinMaxScaler: {
    learned: 'scale_ min_ data_min_ data_max_ data_range_ n_samples_seen_',
    params: 'clip copy feature_range',
    parse: (scaler, read) => {
      checkParam(scaler, 'clip', false, noClipping)
      return { factors: read('scale_'), shifts: read('min_') }
    },
  },
}

/**
 * What the fitted scaler of an export does to `count` numbers before the model sees them; undefined without a scaler.
 *
 * @throws ModelFileError if the scaler does more than scale and shift each number.
 */
export function parseScaler({ fields, model }: Export, count: number): Scaling | undefined {
  if (fields.scaler === undefined || fields.scaler === null) return undefined
  const scaler = parseEstimator(fields.scaler, 'scaler')
  const known = Object.hasOwn(scalers, scaler.className) ? scalers[scaler.className] : undefined
  if (!known) {
    const fix = `Train with one of: ${Object.keys(scalers).join(', ')}.`
    throw new ModelFileError('scaler.class', `is "${scaler.className}"`, fix)
  }
  checkParts(scaler, { ...known, learned: `${known.learned} feature_names_in_ n_features_in_` })
  checkFeatureNames(scaler, count, namesOfFeatures(model))
  return known.parse(scaler, name => parseNumbers(scaler.learned[name], `scaler.${name}`, count), count)
}

/** (x - shift) / scale. */
function shiftAndDivide(shifts: Float64Array, scales: Float64Array): Scaling {
  const zero = scales.findIndex(scale => !(scale > 0))
  if (zero >= 0) {
    throw new ModelFileError(`scaler.scale_[${zero}]`, `is ${scales[zero]}`, 'Scales are above 0.')
  }
  return { factors: scales.map(scale => 1 / scale), shifts: shifts.map((shift, i) => -shift / scales[i]!) }
}

/** The same score of numbers that are not scaled: weights and intercept of a model behind a scaler. */
export function unscale(weights: Float64Array, intercept: number, { factors, shifts }: Scaling) {
  return {
    weights: weights.map((weight, i) => weight * factors[i]!),
    intercept: weights.reduce((sum, weight, i) => sum + weight * shifts[i]!, intercept),
  }
}
