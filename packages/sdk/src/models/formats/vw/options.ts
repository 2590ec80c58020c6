import { ModelFileError } from '../../errors.ts'
import type { ReadableModel } from './readableModel.ts'

/** Options that change nothing between the features and the class, and those that are read below. */
const options = new Set(
  [
    'adaptive adax b binary bit_precision decay_learning_rate hash_seed id indexing initial_t invariant l l1 l2',
    'learning_rate link loss_function noconstant normalized oaa power_t predict_only_model random_seed save_resume sgd',
  ]
    .join(' ')
    .split(' '),
)

/** Fields of the header, and of the state of training, that say nothing about predictions. */
const fields = new Set(
  [
    'Checksum Id Max_label Min_label Version bits current_pass dump_interval event_sum action_sum example_number',
    'initial_t max_label min_label sum_loss sum_loss_since_last_dump t total_features total_weight weighted_labeled_examples',
    'weighted_labels weighted_unlabeled_examples norm_normalizer sd::oec.weighted_labeled_examples',
  ]
    .join(' ')
    .split(' '),
)

/** What these fields say of a model whose score is the sum of its weights. */
const plain = new Map([
  ['lda', '0'],
  ['rank', '0'],
  ['ngram', '0'],
  ['skip', '0'],
  ['pairs', '0'],
  ['triples', '0'],
  ['interactions', '0'],
  ['l1_state', '0'],
  ['l2_state', '1'],
])

const linear =
  'Contracts add up the weights of single features. Train without it, with -1 and 1 as labels or with --oaa.'

/**
 * Checks that the class follows from the sum of the weights of single features.
 *
 * @throws ModelFileError that names the option or the field that says otherwise, or that is not known.
 */
export function checkOptions(model: ReadableModel) {
  for (const [name, value] of model.fields) {
    const wanted = plain.get(name)
    const known = fields.has(name.replace(' ', '_').replace(/_\d+$/, ''))
    if (wanted === undefined ? known : value !== '' && Number(value) === Number(wanted)) continue
    throw new ModelFileError(name, `is "${value}"`, linear)
  }
  for (const [name, value] of model.options) {
    if (options.has(name)) continue
    throw new ModelFileError(
      `options: --${name}`,
      value === undefined ? 'is not read' : `is "${value}"`,
      linear,
    )
  }
  checkBits(model)
  oneOf(model, 'link', ['identity', 'logistic', 'glf1'])
  oneOf(model, 'loss_function', ['hinge', 'logistic', 'squared', 'classic'])
  oneOf(model, 'indexing', ['0', '1'])
  for (const name of ['binary', 'noconstant']) checkFlag(model, name)
  classCountOf(model.options)
  checkLabels(model)
}

function checkBits({ fields, options }: ReadableModel) {
  const bits = fields.get('bits')
  if (bits === undefined || !/^\d{1,2}$/.test(bits)) {
    throw new ModelFileError(
      'bits',
      `is ${bits === undefined ? 'missing' : `"${bits}"`}`,
      'Write the file again.',
    )
  }
  for (const name of ['bit_precision', 'b']) {
    const said = options.get(name)
    if (options.has(name) && said !== bits) {
      throw new ModelFileError(
        `options: --${name}`,
        `is "${said}", but bits is ${bits}`,
        'Write the file again.',
      )
    }
  }
}

function oneOf({ options }: ReadableModel, name: string, known: readonly string[]) {
  const value = options.get(name)
  if (!options.has(name) || (value !== undefined && known.includes(value))) return
  throw new ModelFileError(
    `options: --${name}`,
    `is "${value ?? ''}"`,
    `Train with one of: ${known.join(', ')}.`,
  )
}

function checkFlag({ options }: ReadableModel, name: string) {
  const value = options.get(name)
  if (value === undefined || value === 'true') return
  throw new ModelFileError(`options: --${name}`, `is "${value}"`, 'It takes no value.')
}

/** How many scores there are: one for two classes, or as many as --oaa says. */
export function classCountOf(options: ReadableModel['options']): number {
  if (!options.has('oaa')) return 1
  const value = options.get('oaa') ?? ''
  const count = /^\d{1,5}$/.test(value) ? Number(value) : 0
  if (count >= 2) return count
  throw new ModelFileError('options: --oaa', `is "${value}"`, 'Train with the number of classes, 2 or more.')
}

/** Beyond the labels, vw cuts a score; with logistic loss it is cut where that changes nothing. */
function isCut({ fields }: ReadableModel): boolean {
  return !(Number(fields.get('Min label')) <= -50 && Number(fields.get('Max label')) >= 50)
}

/**
 * That a score alone tells two classes by its sign: the labels are -1 and 1 (with logistic loss the range of scores,
 * -50 to 50), or an option says so.
 */
function checkLabels(model: ReadableModel) {
  const { fields, options } = model
  if (options.has('oaa')) {
    if (!isCut(model)) return
    const problem = `is ${fields.get('Max label') ?? 'missing'}, where vw cuts scores: of several it takes the first`
    throw new ModelFileError(
      'Max label',
      problem,
      'Train with --loss_function logistic, whose scores are not cut.',
    )
  }
  const link = options.get('link') ?? 'identity'
  if (options.has('binary') && link === 'logistic') {
    const fix = 'Train with one of them: vw takes the sign after the link, which is never negative.'
    throw new ModelFileError('options: --binary', 'stands beside --link logistic', fix)
  }
  const says = options.has('binary') || link !== 'identity'
  const loss = options.get('loss_function')
  if (says || loss === 'hinge' || loss === 'logistic') return
  const [min, max] = [Number(fields.get('Min label')), Number(fields.get('Max label'))]
  if (max > 0 && min === -max) return
  const problem = `is ${fields.get('Min label') ?? 'missing'}, and Max label ${fields.get('Max label') ?? 'missing'}`
  throw new ModelFileError(
    'Min label',
    problem,
    'Train a classifier: with labels -1 and 1, or with --binary.',
  )
}

/** Whether the logistic function of the score is a probability. */
export function isProbable(model: ReadableModel): boolean {
  const { options } = model
  if (isCut(model)) return false
  return options.get('link') === 'logistic' || options.get('loss_function') === 'logistic'
}

/** The label of the first class of --oaa. */
export function firstLabelOf({ options }: ReadableModel): number {
  return options.get('indexing') === '0' ? 0 : 1
}
