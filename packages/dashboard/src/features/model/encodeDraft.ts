import type { Sample } from '@cotrain/sdk'
import { toPlainWords } from '../../ui/plainWords.ts'
import type { ReadyModel } from './readyModel.ts'

export interface EncodedDraft {
  sample: Sample | undefined
  /** Why the text is no sample, in people's words. */
  problem: string | undefined
}

/** The sample of what somebody typed, or why there is none. */
export function encodeDraft(model: ReadyModel, text: string): EncodedDraft {
  if (!model.encoder || text.trim() === '') return { sample: undefined, problem: undefined }
  try {
    const sample = model.encoder.encode(text)
    return { sample, problem: undefined }
  } catch (error) {
    const { message, advice } = toPlainWords(error)
    return { sample: undefined, problem: [message, ...advice].join(' ') }
  }
}
