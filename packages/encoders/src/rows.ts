import { cocoMobilenet } from './encoders/cocoMobilenet.ts'
import type { Encoder } from './encoders/Encoder.ts'
import { pixels } from './encoders/pixels.ts'
import { staticWords } from './encoders/staticWords.ts'
import { useLite } from './encoders/useLite.ts'
import type { EncoderRow } from './types.ts'

/** All encoders of this package; of each kind first the one that needs nothing else. */
export const encoders: readonly Encoder[] = [staticWords, useLite, pixels, cocoMobilenet]

/** What is known of each encoder of this package. */
export const encoderRows: readonly EncoderRow[] = encoders.map(({ row }) => row)

/** What is known of an encoder, if it is one of this package. */
export function rowOf(name: string): EncoderRow | undefined {
  return encoderRows.find(row => row.name === name)
}
