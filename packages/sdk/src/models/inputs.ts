import type { NumberInput } from '../encoders/index.ts'
import { ModelFileError } from './errors.ts'
import { featureCountOf, isSparse } from './features.ts'
import { finite, line, list, object, positive } from './fields.ts'
import type { ModelFile } from './ModelFile.ts'

/**
 * Reads `inputs`: what the numbers are that a dense model takes. A number that never varied (a pixel in the corner, say)
 * gets a range around its value.
 */
export function parseInputs(value: unknown): NumberInput[] {
  const inputs = list(value, 'inputs').map((each, i) => parseInput(each, `inputs[${i}]`))
  if (inputs.length > 0) return widen(inputs)
  throw new ModelFileError('inputs', 'is empty', 'Describe each number, or leave the field out.')
}

function parseInput(value: unknown, path: string): NumberInput {
  const { name, unit, min, max, factor } = object(value, path)
  const input: NumberInput = {
    name: line(name, `${path}.name`),
    min: finite(min, `${path}.min`),
    max: finite(max, `${path}.max`),
  }
  if (unit !== undefined && unit !== null) input.unit = line(unit, `${path}.unit`)
  if (factor !== undefined && factor !== null) input.factor = positive(factor, `${path}.factor`)
  const problem = rangeProblem(input)
  if (problem === undefined) return input
  throw new ModelFileError(`${path}.max`, `is ${input.max}, ${problem}`, 'Give the range of the number.')
}

function rangeProblem({ min, max }: NumberInput): string | undefined {
  if (max < min) return `below min, ${min}`
  return Number.isFinite(max - min) ? undefined : `too far from min, ${min}`
}

/** Half the narrowest of the other ranges to both sides, and never more than 1/2: so it takes no room from the others. */
function widen(inputs: NumberInput[]): NumberInput[] {
  const narrowest = inputs.reduce(
    (least, { min, max }) => (max > min ? Math.min(least, max - min) : least),
    1,
  )
  return inputs.map(input => {
    if (input.max > input.min) return input
    // wide enough to be a range at all beside a large number
    const half = Math.max(narrowest / 2, Math.abs(input.min) * 2 ** -40)
    return { ...input, min: input.min - half, max: input.max + half }
  })
}

/** @throws ModelFileError if a model has inputs that are not those of its features, or limits samples that are no sets. */
export function checkInputs(file: ModelFile) {
  if (file.maxFeatures !== undefined && !isSparse(file)) {
    throw new ModelFileError(
      'maxFeatures',
      'limits sets of features, but the model takes a number for each feature',
      'Leave it out.',
    )
  }
  if (!file.inputs) return
  if (isSparse(file)) {
    throw new ModelFileError(
      'inputs',
      'are those of a dense model, but the model takes sets of features',
      'Leave them out.',
    )
  }
  const featureCount = featureCountOf(file)
  if (file.inputs.length === featureCount) return
  throw new ModelFileError(
    'inputs',
    `has ${file.inputs.length} entries, but the model has ${featureCount} features`,
    'Describe each feature once, in order.',
  )
}
