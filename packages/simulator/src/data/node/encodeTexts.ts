import type { SampleEncoder } from '@cotrain/sdk/encoders'
import type { Example } from '../DataSet.ts'
import type { Labelled } from '../sets/split.ts'

/** Labelled texts as samples; those without a word that the encoder knows are left out. */
export function encodeTexts(encoder: SampleEncoder<string>, texts: readonly Labelled<string>[]): Example[] {
  return texts
    .map(({ label, input }) => ({ label, sample: encoder.encode(input) }))
    .filter(({ sample }) => sample.length > 0)
}
