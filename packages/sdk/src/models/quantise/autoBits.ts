import { WeightsError } from '../errors.ts'
import type { QuantisedModel } from './QuantisedModel.ts'
import { maxAccuracyLoss, maxRoundingError as usualRoundingError } from './scale.ts'

type Choices = {
  /** The bits that the contract knows, ascending. */
  choices: readonly number[]
  /** Those that `auto` tries. @default all */
  tried?: readonly number[]
  /** What `auto` accepts. @default 1/64 */
  maxRoundingError?: number
}

/**
 * The model in the fewest bits that change the weights by less than `maxRoundingError` and, with data, cost 0.1 point or
 * less; in the most if none do. With a number of bits, in that many.
 *
 * @param quantise Gives undefined if so few bits cannot hold the learning rate beside the weights.
 * @throws WeightsError if the contract does not know the bits.
 */
export function withAutoBits<model extends QuantisedModel>(
  bits: number | 'auto',
  { choices, tried = choices, maxRoundingError = usualRoundingError }: Choices,
  quantise: (bits: number, last: boolean) => model | undefined,
): model {
  const most = choices.at(-1)!
  if (bits !== 'auto') {
    if (!choices.includes(bits)) {
      throw new WeightsError(`Weights of this classifier have ${choices.join(', ')} bits, not ${bits}.`)
    }
    return quantise(bits, true)!
  }
  for (const each of tried) {
    const model = quantise(each, each === most)
    if (!model) continue
    if (each === most) return model
    if (model.roundingError <= maxRoundingError && (model.accuracyLoss ?? 0) <= maxAccuracyLoss) return model
  }
  return quantise(most, true)!
}
