import type { ModelMetadata } from '../metadata/index.ts'
import { encodingOf } from './encoderOf.ts'
import { isSparse } from './features.ts'
import type { ModelFile } from './ModelFile.ts'
import type { QuantiseModelOptions } from './quantise/QuantisedModel.ts'
import { quantise } from './quantise/quantise.ts'
import { suggestMaxFeatures } from './suggestMaxFeatures.ts'

/** What the owner of a model says of it, and how it is rounded. */
export type PrepareModelOptions = QuantiseModelOptions & {
  /** @default that of the file */
  name?: string | undefined
  /** @default that of the file */
  description?: string | undefined
  /** @default those of the file */
  links?: Record<string, string> | undefined
  /** The names of the classes, in their order. @default those of the file */
  classes?: string[] | undefined
  /** An SPDX expression: under which licence contributed samples are placed. */
  license?: string | undefined
  /** Features that a contributed sample may have; 0: no limit. @default as the file says, else as `data` suggests */
  maxFeatures?: number | undefined
}

/** What `deployModel` takes of a model file: all but the mechanism. */
export type PreparedModel = {
  quantised: ReturnType<typeof quantise>
  maxFeatures: number | undefined
  metadata: ModelMetadata
  /** What others need to encode samples, published with the model. */
  published: Uint8Array | undefined
}

/**
 * Rounds a model file to the integers of its contract, and describes it as the chain will.
 *
 * @throws UnsupportedModelError, WeightsError, EvaluationError, ModelFileError
 *
 * @example
 * const prepared = prepareModel(file, { license: 'CC0-1.0' })
 * await deployModel(client, { ...prepared, mechanism: 'points', incentiveOptions: defaultOptions('points') })
 */
export function prepareModel(file: ModelFile, options: PrepareModelOptions = {}): PreparedModel {
  const { weightBits = 'auto', sampleWeight, data, maxClasses, openClasses, license } = options
  const { description = file.description, links = file.links, maxFeatures } = options
  const quantised = quantise(file, { weightBits, sampleWeight, data, maxClasses, openClasses })
  const { name: encoder, published } = encodingOf(file)
  const metadata = {
    name: options.name ?? file.name ?? '',
    classes: options.classes ?? file.classifications,
    encoder,
    ...(description === undefined ? {} : { description }),
    ...(links === undefined ? {} : { links }),
    ...(license === undefined ? {} : { license }),
  }
  const suggested = () => file.maxFeatures ?? suggestMaxFeatures(data?.map(({ sample }) => sample) ?? [])
  const most = maxFeatures ?? (isSparse(file) ? suggested() : undefined)
  return { quantised, maxFeatures: most, metadata, published }
}
