import type { AnySample } from '@cotrain/sdk'
import type { ReadyModel } from './readyModel.ts'

export interface SampleInputProps {
  model: ReadyModel
  /** What the input stands for; undefined when it cannot be encoded. */
  sample: AnySample | undefined
  error?: string | undefined
}
