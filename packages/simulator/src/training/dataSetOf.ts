import { denseEncoderOf, encoderOf, isSparse, type ModelFile } from '@cotrain/sdk/models'
import { type DataSet, type Example, packSamples, splitExamples } from '../data/DataSet.ts'
import { seededShuffle } from '../random/seededShuffle.ts'
import type { TrainingInputs } from './trainModel.ts'

export type DataSetOptions = {
  /** So many samples at most, chosen by chance but for the seed. */
  most: number
  /** The share of them that nobody is shown. */
  testShare: number
  seed: number
}

/** The samples of a model that was trained of them, encoded as its contract takes them: what a simulation runs on. */
export function dataSetOf(
  inputs: TrainingInputs,
  file: ModelFile,
  { most, testShare, seed }: DataSetOptions,
): DataSet {
  const form = isSparse(file) ? 'sparse' : 'dense'
  const { encode, features } = encodingFor(inputs, file)
  const chosen = seededShuffle(seed)([...inputs.samples.keys()]).slice(0, most)
  const examples: Example[] = chosen.map(i => ({ label: inputs.samples[i]!.label, sample: encode(i) }))
  // nothing can be taught by a text of which no word is known
  const known = examples.filter(({ sample }) => sample.length > 0)
  const { train, test } = splitExamples(known, testShare, seed)
  return {
    name: file.name ?? 'samples',
    classes: inputs.classes,
    form,
    features,
    train: packSamples(form, train),
    test: packSamples(form, test),
  }
}

function encodingFor(inputs: TrainingInputs, file: ModelFile) {
  if (inputs.form === 'texts') {
    const { encoder } = encoderOf(file)
    const { samples } = inputs
    return { features: encoder.featureCount, encode: (i: number) => encoder.encode(samples[i]!.input) }
  }
  if (inputs.form === 'samples') {
    const { samples } = inputs
    return { features: samples[0]?.input.length ?? 0, encode: (i: number) => samples[i]!.input }
  }
  const { encoder } = denseEncoderOf(file)
  const { samples, names } = inputs
  // numbers that are the same in all samples have been left out
  const kept = file.inputs?.map(({ name }) => names.indexOf(name)) ?? [...names.keys()]
  return {
    features: encoder.featureCount,
    encode: (i: number) => encoder.encode(kept.map(column => samples[i]!.input[column]!).join(',')),
  }
}
