import { ModelFileError } from '../../errors.ts'
import { type Forms, gather, rowsOf } from './forms.ts'
import { aboveLevel, areLogistic, opposites, verdictOf } from './operators/ordered.ts'
import type { Decision, Value, Verdict } from './values.ts'

/** What an output says of a sample: which class wins, and, if it tells, what the classes are called. */
export type Head = {
  name: string
  value: Value
  verdict: Verdict
  /** In the order of the verdict. */
  labels: string[] | undefined
  /** `label` names the winner; `probabilities` and `scores` are one for each class; `score` is one alone. */
  gives: 'label' | 'probabilities' | 'scores' | 'score'
}

/**
 * An output as a classifier.
 *
 * @throws ModelFileError if it is something else.
 */
export function readHead(name: string, value: Value): Head {
  const path = `output "${name}"`
  if (value.kind === 'decision') return labelHead(name, value)
  if (value.kind === 'constant') {
    throw new ModelFileError(path, 'does not depend on the sample', 'Export the classifier again.')
  }
  if (value.kind === 'row') {
    throw new ModelFileError(path, 'is one number for all classes', 'Export the label or the scores.')
  }
  if (value.dims.filter((dim, axis) => dim !== 1 && axis !== value.batch).length > 1) {
    throw new ModelFileError(path, `is of the shape [${value.dims}]`, 'Export one score for each class.')
  }
  const { labels } = value
  if (value.forms.shifts.length === 1) return { name, value, labels: undefined, ...onlyScore(path, value) }
  const verdict = verdictOf(value)
  if (verdict)
    return { name, value, verdict, labels, gives: value.kind === 'affine' ? 'scores' : 'probabilities' }
  const fix = 'Export with an ArgMax behind the scores, or the scores alone.'
  throw new ModelFileError(path, 'has numbers of which none is the highest as scores are', fix)
}

/** A probability is that of class 1, above a half. Any other number alone has to stand beside a label. */
function onlyScore(path: string, value: Extract<Value, { forms: Forms }>): Pick<Head, 'verdict' | 'gives'> {
  const order = [0, 1]
  const half = areLogistic(value) ? aboveLevel(value, 0.5) : undefined
  if (half) return { verdict: { scores: opposites(half), logistic: true, order }, gives: 'probabilities' }
  const zero = value.kind === 'affine' ? aboveLevel(value, 0) : undefined
  if (zero) return { verdict: { scores: opposites(zero), logistic: false, order }, gives: 'score' }
  const fix = 'Export with a Sigmoid behind the score, or with the label.'
  throw new ModelFileError(path, 'is a number that decides between no two classes', fix)
}

function labelHead(name: string, value: Decision): Head {
  const { verdict, table } = value
  const labels = table.map(String)
  const twice = labels.find((label, i) => labels.indexOf(label) !== i)
  if (twice === undefined) return { name, value, verdict, labels, gives: 'label' }
  throw new ModelFileError(
    `output "${name}"`,
    `gives the label ${twice} to two classes`,
    'Give each class its own.',
  )
}

/**
 * The classifier that several outputs are of: the one that names the winner, with what the others know of it.
 *
 * @throws ModelFileError if they are not outputs of one classifier, or it does not say which class wins.
 */
export function oneHead(heads: readonly Head[]): Head {
  const main = heads.find(({ gives }) => gives === 'label') ?? heads[0]!
  const other = heads.find(head => !agree(main, head))
  if (other) {
    const names = heads.map(({ name }) => name).join(', ')
    throw new ModelFileError(
      'graph.output',
      `has "${main.name}" and "${other.name}", which are not of one classifier`,
      `Name the output to read, with --output or the option output: ${names}.`,
    )
  }
  if (main.gives === 'score') {
    throw new ModelFileError(
      `output "${main.name}"`,
      'is one number, as of a regression, and no decision between classes',
      'Export with a Sigmoid behind the score, or with the label.',
    )
  }
  const logistic = [main, ...heads].find(({ verdict }) => verdict.logistic)
  const labels = main.labels ?? heads.find(each => each.labels)?.labels
  return {
    ...main,
    labels,
    verdict: logistic ? reordered(logistic.verdict, main.verdict.order) : main.verdict,
  }
}

/** The same verdict with the classes in another order, which says who wins ties. */
function reordered(verdict: Verdict, order: number[]): Verdict {
  const places = order.map(number => verdict.order.indexOf(number))
  return { ...verdict, order, scores: gather(verdict.scores, places) }
}

/** Whether two outputs always name the same class, and by the same name. Those of one LinearClassifier do by definition. */
function agree(a: Head, b: Head): boolean {
  if (a === b) return true
  if (a.verdict.order.length !== b.verdict.order.length) return false
  const [first, second] = [byNumber(a), byNumber(b)]
  if (!sameLabels(first.labels, second.labels)) return false
  const isNode = 'by' in a.value && 'by' in b.value && a.value.by === b.value.by
  const ofOneNode = isNode && 'by' in a.value && a.value.by?.opType === 'LinearClassifier'
  return ofOneNode || sameOrder(first.scores, second.scores)
}

/** Bare numbers of classes are no other names. */
function sameLabels(a: string[] | undefined, b: string[] | undefined): boolean {
  const areNumbers = (labels: string[]) => labels.every((label, i) => label === String(i))
  return !a || !b || areNumbers(a) || areNumbers(b) || a.every((label, i) => label === b[i])
}

function byNumber({ verdict, labels }: Head) {
  const places = verdict.order.map((_, number) => verdict.order.indexOf(number))
  return {
    scores: reordered(
      verdict,
      places.map((_, number) => number),
    ).scores,
    labels: labels && places.map(place => labels[place]!),
  }
}

/** How far two numbers may lie apart that were rounded to 32 bits on different ways, in parts of the largest. */
const tolerance = 1e-5

/** Whether the differences between the scores are the same, but for one positive factor. */
function sameOrder(a: Forms, b: Forms): boolean {
  const [first, second] = [differences(a), differences(b)]
  const largest = new Float64Array(first[0]!.length)
  for (const row of [...first, ...second]) {
    for (const [i, x] of row.entries()) largest[i] = Math.max(largest[i]!, Math.abs(x))
  }
  return first.every((row, k) => row.every((x, i) => Math.abs(x - second[k]![i]!) <= tolerance * largest[i]!))
}

/** What each score has more than the first, weights and intercept in a row, the largest of all 1. */
function differences(forms: Forms): Float64Array[] {
  const rows = rowsOf(forms).map((row, k) => Float64Array.from([...row, forms.shifts[k]!]))
  const all = rows.map(row => row.map((weight, i) => weight - rows[0]![i]!))
  let largest = 0
  for (const row of all) for (const each of row) largest = Math.max(largest, Math.abs(each))
  return largest === 0 ? all : all.map(row => row.map(each => each / largest))
}
