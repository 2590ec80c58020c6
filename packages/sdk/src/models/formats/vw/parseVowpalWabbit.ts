import { maxFeatureCount } from '../../../encoders/index.ts'
import { parseCommon } from '../../common.ts'
import { ModelFileError } from '../../errors.ts'
import { classNames, type Fields, positive, present } from '../../fields.ts'
import { suggestLearningRate } from '../../learningRate.ts'
import type { LinearScores } from '../../linearise.ts'
import type { ModelFile } from '../../ModelFile.ts'
import { checkOptions, classCountOf, firstLabelOf, isProbable } from './options.ts'
import { type ReadableModel, readLines } from './readableModel.ts'

/** The hash of the feature that every sample has: VW::details::CONSTANT in constant.h of Vowpal Wabbit. */
const constant = 11_650_396

const aboutFields = 'name description classes links learningRate encoder'.split(' ')

/**
 * Reads what `vw --readable_model` writes of a linear classifier of two classes (labels -1 and 1), or of many
 * (`--oaa`). Samples are sets of hashed features; the constant feature is the intercept.
 *
 * @param about What the file has no place for: `name`, `description`, `classes`, `links`, `learningRate`, `encoder`.
 * @throws ModelFileError that names the option, the field or the line.
 */
export function parseVowpalWabbit(text: string, about: Fields = {}): ModelFile {
  const unknown = Object.keys(about).find(name => !aboutFields.includes(name))
  if (unknown !== undefined) {
    const fix = `A model of Vowpal Wabbit takes: ${aboutFields.join(', ')}.`
    throw new ModelFileError(unknown, 'is not read beside a model of Vowpal Wabbit', fix)
  }
  const model = readLines(text)
  checkOptions(model)
  const scores = scoresOf(model)
  const count = Math.max(2, scores.weights.length)
  const first = firstLabelOf(model)
  const labels = Array.from({ length: count }, (_, i) =>
    String(count === 2 && !model.options.has('oaa') ? 2 * i - 1 : i + first),
  )
  const file = {
    ...parseCommon(about),
    classifications: present(about.classes) ? classNames(about.classes, 'classes', count) : labels,
    learningRate: present(about.learningRate)
      ? positive(about.learningRate, 'learningRate')
      : suggestLearningRate(scores.weights, true),
  }
  if (scores.weights.length > 1) return { ...file, ...scores, type: 'sparse multiclass perceptron' }
  const one = { ...file, weights: scores.weights[0]!, intercept: scores.intercepts[0]! }
  return { ...one, type: isProbable(model) ? 'sparse logistic regression' : 'sparse perceptron' }
}

/**
 * A score alone, or one for each class. In the table the weights of a feature's classes stand side by side, as many as
 * the next power of two; the constant's weight is also that of the feature that has the same hash.
 */
function scoresOf({ fields, options, weights: table }: ReadableModel): LinearScores {
  const classes = classCountOf(options)
  const lanes = 2 ** Math.ceil(Math.log2(classes))
  const size = 2 ** Number(fields.get('bits'))
  const features = size / lanes
  if (features > maxFeatureCount) {
    const most = Math.log2(maxFeatureCount * lanes)
    throw new ModelFileError(
      'bits',
      `is ${fields.get('bits')}: ${features} features, and a contract holds ${maxFeatureCount}`,
      `Train with ${most} bits or fewer: vw -b ${most}.`,
    )
  }
  if (features < 1)
    throw new ModelFileError('bits', 'is too few for so many classes', 'Train with more: vw -b 16.')
  const weights = Array.from({ length: classes }, () => new Float64Array(features))
  for (const [index, weight] of table) {
    const row = weights[index % lanes]
    if (index >= size || !row) {
      const problem = `is beyond the ${index >= size ? `${fields.get('bits')} bits` : `${classes} classes`} of the table`
      throw new ModelFileError(
        `weight ${index}`,
        problem,
        'Write the file again: vw -i MODEL -t --readable_model FILE.',
      )
    }
    row[Math.floor(index / lanes)] = weight
  }
  const always = constant % features
  const none = options.has('noconstant')
  return { weights, intercepts: Float64Array.from(weights, row => (none ? 0 : row[always]!)) }
}
