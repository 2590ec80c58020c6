import type { DenseEncoder, DenseSample } from './DenseSample.ts'
import { EncoderInputError } from './errors.ts'
import { loadableEncoder } from './loadable.ts'
import { createVectorEncoder } from './numbers.ts'

/** A picture as plain numbers: four bytes a pixel (red, green, blue, opacity), row by row from the top. */
export type PictureInput = { width: number; height: number; data: Uint8Array | Uint8ClampedArray }

/** An encoder of texts or pictures that had to be loaded, as `loadEncoder` of @cotrain/encoders gives it. */
export type LoadedEncoder = { readonly name: string; readonly featureCount: number } & (
  | { readonly input: 'text'; encode(text: string): DenseSample }
  | { readonly input: 'picture'; encode(picture: PictureInput): DenseSample }
)

/** Loads an encoder by its name; undefined if it is none that can be loaded. */
export type LoadEncoder = (name: string) => Promise<LoadedEncoder | undefined>

/** A dense encoder that takes what `loaded` takes; in its place also the numbers of a sample. */
export type LoadedDenseEncoder = DenseEncoder & { readonly loaded: LoadedEncoder }

/** Makes of an encoder that was loaded one that models take. */
export function createLoadedEncoder(loaded: LoadedEncoder): LoadedDenseEncoder {
  const vector = namedVector(loaded.name, loaded.featureCount)
  return {
    ...vector,
    loaded,
    encode(input) {
      if (typeof input !== 'string') return vector.encode(input)
      if (loaded.input === 'text') return loaded.encode(input)
      throw new EncoderInputError('The model takes pictures, not texts.', {
        metaMessages: ['Give a picture, or the numbers of a sample.'],
      })
    },
    clipped: input => (typeof input === 'string' ? [] : vector.clipped(input)),
  }
}

/**
 * What is known of an encoder that has to be loaded before that is done: its name and that its samples are numbers, which
 * can be given themselves. Undefined for all other names.
 */
export function unloadedEncoder(name: string): DenseEncoder | undefined {
  const featureCount = loadableEncoder(name)?.featureCount
  return featureCount === undefined ? undefined : namedVector(name, featureCount)
}

function namedVector(name: string, featureCount: number): DenseEncoder {
  return { ...createVectorEncoder(featureCount), name }
}
