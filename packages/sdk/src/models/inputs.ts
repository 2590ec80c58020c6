import type { NumberInput } from '../encoders/index.ts'
import { ModelFileError } from './errors.ts'
import { featureCountOf, isSparse } from './features.ts'
import { finite, list, object, positive, text } from './fields.ts'
import type { ModelFile } from './ModelFile.ts'

/** Reads `inputs`: what the numbers are that a dense model takes. */
export function parseInputs(value: unknown): NumberInput[] {
  const inputs = list(value, 'inputs').map((each, i) => parseInput(each, `inputs[${i}]`))
  if (inputs.length > 0) return inputs
  throw new ModelFileError('inputs', 'is empty', 'Describe each number, or leave the field out.')
}

function parseInput(value: unknown, path: string): NumberInput {
  const { name, unit, min, max, factor } = object(value, path)
  const input: NumberInput = {
    name: text(name, `${path}.name`),
    min: finite(min, `${path}.min`),
    max: finite(max, `${path}.max`),
  }
  if (unit !== undefined && unit !== null) input.unit = text(unit, `${path}.unit`)
  if (factor !== undefined && factor !== null) input.factor = positive(factor, `${path}.factor`)
  if (input.max > input.min) return input
  throw new ModelFileError(
    `${path}.max`,
    `is ${input.max}, not above min, ${input.min}`,
    'Give the range of the number; leave out features that never vary.',
  )
}

/** @throws ModelFileError if a model has inputs that are not those of its features. */
export function checkInputs(file: ModelFile) {
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
