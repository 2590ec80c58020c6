import type { EncoderRow, LoadedEncoder } from '../types.ts'

/** An encoder: what is known of it, and how it is made of its files. */
export interface Encoder {
  row: EncoderRow
  /**
   * @param files By their paths, each checked against its hash.
   * @throws EncoderUnavailableError if a package that runs it is missing.
   */
  load(files: ReadonlyMap<string, Uint8Array>): Promise<LoadedEncoder>
}
