import { ModelFileError } from '../../errors.ts'

/** What the text of `vw --readable_model` says. */
export type ReadableModel = {
  /** Fields of the header and of the state of training: `bits`, `Min label`, `l1_state`, … */
  fields: Map<string, string>
  /** The arguments that the model was made with, each without its dashes, and its value if it has one. */
  options: Map<string, string | undefined>
  /** By index in the table, the weights that are not 0. */
  weights: Map<number, number>
}

/** Whether a text is what `vw --readable_model` writes. */
export function isReadableModel(text: string): boolean {
  return /^Version \d+\.\d+\.\d+.*\r?\n(Id|Min label:)/.test(text)
}

const weightLine = /^(\d+):(-?[\d.]+(?:e[+-]?\d+)?)((?: -?[\d.]+(?:e[+-]?\d+)?)*)$/i
const countLine = /^(\d+) (ngram|skip|pairs|triples|interactions):/
const headerLine = /^([A-Za-z][\w ]*):(?!:) ?(.*)$/
const stateLine = /^([A-Za-z][\w:.]*(?: normalizer\w*)?)(?: (.*))?$/

/**
 * Reads the lines of a readable model: the header, the state of training if it was saved, and the weights. What
 * follows a weight on its line (sums of gradients) is about training.
 *
 * @throws ModelFileError that names the line.
 */
export function readLines(text: string): ReadableModel {
  const model: ReadableModel = { fields: new Map(), options: new Map(), weights: new Map() }
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    // ":0" or ":1" tells whether the state of training was saved
    if (line === '' || line === ':0' || line === ':1') continue
    readLine(model, line, i + 1)
  }
  return model
}

function readLine({ fields, options, weights }: ReadableModel, line: string, number: number) {
  const weight = weightLine.exec(line)
  if (weight) return addWeight(weights, Number(weight[1]), Number(weight[2]), number)
  const given = /^options:(.*)$/.exec(line)
  if (given) return addOptions(options, given[1]!, number)
  const count = countLine.exec(line)
  const [, name, value = ''] = headerLine.exec(line) ?? stateLine.exec(line) ?? []
  if (!count && (name === undefined || /^\d+:/.test(value))) throw wrongLine(number, `is "${shorten(line)}"`)
  if (count) fields.set(count[2]!, count[1]!)
  else fields.set(name!, value)
}

function addWeight(weights: Map<number, number>, index: number, weight: number, line: number) {
  if (!Number.isFinite(weight)) throw wrongLine(line, `has a weight that is no number, ${weight}`)
  if (weights.has(index)) throw wrongLine(line, `repeats the weight of index ${index}`)
  weights.set(index, weight)
}

function addOptions(options: ReadableModel['options'], text: string, line: number) {
  const words = text.trim() === '' ? [] : text.trim().split(/\s+/)
  let last: string | undefined
  for (const word of words) {
    if (/^--?[a-z]/i.test(word)) {
      const [name = '', value] = word.replace(/^--?/, '').split(/=(.*)/s)
      if (options.has(name)) throw wrongLine(line, `has the option --${name} twice`)
      options.set(name, value)
      last = name
    } else if (last !== undefined && options.get(last) === undefined) {
      options.set(last, word)
    } else {
      throw wrongLine(line, `has "${shorten(word)}" among the options, which belongs to none`)
    }
  }
}

function wrongLine(line: number, problem: string): ModelFileError {
  const fix =
    'Write the file again: vw -i MODEL -t --readable_model FILE (not --invert_hash, no --hexfloat_weights).'
  return new ModelFileError(`line ${line}`, problem, fix)
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}…` : text
}
