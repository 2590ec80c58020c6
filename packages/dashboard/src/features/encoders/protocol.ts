import type { LoadProgress, Picture } from '@cotrain/encoders'
import type { DenseSample } from '@cotrain/sdk'
import type { PlainWords } from '../../ui/plainWords.ts'

/** What is encoded: a text, or the file of a picture (JPEG or PNG). */
export type EncoderInput = string | Uint8Array

/** What came of an input: its sample, and of a picture how it looks, at most {@link previewSide} pixels to a side. */
export interface Encoded {
  sample: DenseSample
  preview: Picture | undefined
}

export const previewSide = 360

/** What the page asks of the worker: first to load, then to encode. */
export type EncoderRequest =
  | { type: 'load'; name: string; baseUrl: string }
  | { type: 'encode'; id: number; input: EncoderInput }

/** What the worker says. */
export type EncoderMessage =
  | { type: 'progress'; progress: LoadProgress }
  | { type: 'ready' }
  | { type: 'failed'; problem: PlainWords }
  | { type: 'encoded'; id: number; encoded: Encoded }
  | { type: 'refused'; id: number; problem: PlainWords }
