import { readFile } from 'node:fs/promises'
import { type LabelledSample, parseFeatureFile, parseModelFile } from '@cotrain/sdk'
import { assertDeployable, type PerceptronFile } from '@cotrain/sdk/models'

/**
 * Reads a model file that contracts can hold.
 *
 * @throws ModelFileError, UnsupportedModelError; file errors.
 */
export async function readModelFile(path: string): Promise<PerceptronFile> {
  return assertDeployable(parseModelFile(await readFile(path, 'utf8')))
}

/** Reads labelled samples, if a file is named. @throws FeatureFileError; file errors. */
export async function readSamples(path: string): Promise<LabelledSample[]> {
  return parseFeatureFile(await readFile(path, 'utf8'))
}
