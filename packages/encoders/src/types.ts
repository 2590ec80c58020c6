import type { DenseSample } from '@cotrain/sdk'

/** What an encoder takes. */
export type EncoderInput = 'text' | 'picture'

/** A picture as plain numbers: four bytes a pixel (red, green, blue, opacity), row by row from the top. */
export interface Picture {
  width: number
  height: number
  /** `4 · width · height` bytes. */
  data: Uint8Array | Uint8ClampedArray
}

/** One of the files that an encoder needs. */
export interface EncoderFile {
  /** Its name below the encoder's own folder, with `/` between. */
  path: string
  /** Its size in bytes. */
  bytes: number
  /** SHA-256 of its content, 64 hexadecimal digits: what differs is refused. */
  sha256: string
}

/** What is known of an encoder before it is loaded: data only. */
export interface EncoderRow {
  /** The name that stands on chain, with its version. */
  name: string
  title: string
  input: EncoderInput
  /** Numbers in a sample. */
  featureCount: number
  files: readonly EncoderFile[]
  /** The terms of what `files` hold, as an SPDX expression, or `unclear`. */
  license: string
  /** The npm packages that bring its files and its runtime, where they do not come with this package. */
  packages: readonly string[]
  /** What it is and what it is good at, in a sentence or two. */
  words: string
}

/** A text encoder that is loaded: from then on it answers at once. */
export interface LoadedTextEncoder {
  readonly input: 'text'
  readonly name: string
  readonly featureCount: number
  /** @throws CotrainError if the text cannot be encoded. */
  encode(text: string): DenseSample
}

/** A picture encoder that is loaded. */
export interface LoadedPictureEncoder {
  readonly input: 'picture'
  readonly name: string
  readonly featureCount: number
  /** @throws CotrainError if the picture cannot be encoded. */
  encode(picture: Picture): DenseSample
}

export type LoadedEncoder = LoadedTextEncoder | LoadedPictureEncoder

/** How much of the files has come, in bytes. */
export interface LoadProgress {
  loaded: number
  total: number
}

/** Where the files of encoders come from: a folder, a package, the web server of the page. */
export interface EncoderSource {
  /**
   * @param name The encoder's name.
   * @param file One of its files.
   * @param onProgress Told of the bytes that have come of it so far.
   * @throws EncoderUnavailableError when it is not there, with what to do.
   */
  read(name: string, file: EncoderFile, onProgress?: (loaded: number) => void): Promise<Uint8Array>
}
