import type { DenseEncoder, SampleEncoder } from '@cotrain/sdk'

/** What turns what people type into samples: sets of features, or a number for each feature. */
export type ModelEncoder = SampleEncoder<string> | DenseEncoder
