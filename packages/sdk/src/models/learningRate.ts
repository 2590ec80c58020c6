import { createNumbersEncoder, type NumberInput } from '../encoders/index.ts'

/** Updates move sparse weights by so much of their size: a sample has many features, which all move. */
const sparseStep = 1 / 10
/** Samples of a dense model have norm 1, so that one update moves a score less. */
const denseStep = 1 / 4

/**
 * A learning rate for a model whose file has none: a tenth (dense: a quarter) of the root mean square of the weights
 * that are not 0, so that it takes a handful of contributions to turn what the model thinks of a sample.
 *
 * @param inputs What the numbers of a dense model are; the rate is one for the features that they are encoded as.
 */
export function suggestLearningRate(
  rows: readonly Float64Array[],
  sparse: boolean,
  inputs?: readonly NumberInput[],
): number {
  const scales = inputs && createNumbersEncoder(inputs).scales
  let squares = 0
  let count = 0
  for (const row of rows) {
    for (const [i, weight] of row.entries()) {
      squares += (weight / (scales?.[i] ?? 1)) ** 2
      if (weight !== 0) count++
    }
  }
  const size = count === 0 ? 1 : Math.sqrt(squares / count)
  return Number((size * (sparse ? sparseStep : denseStep)).toPrecision(2))
}
