import type { AnySample } from '@cotrain/sdk'
import { toPlainWords } from '../../ui/plainWords.ts'
import type { ReadyModel } from './readyModel.ts'

export interface EncodedDraft {
  sample: AnySample | undefined
  /** Why what was typed is no sample, in people's words. */
  problem: string | undefined
}

/** The sample of what somebody typed, or why there is none. */
export function encodeDraft(
  { encoder, form }: Pick<ReadyModel, 'encoder' | 'form'>,
  text: string,
): EncodedDraft {
  const unfinished =
    form === 'numbers' ? fieldsOf(text).some(field => field.trim() === '') : text.trim() === ''
  if (!encoder || unfinished) return { sample: undefined, problem: undefined }
  try {
    const sample = encoder.encode(text)
    return { sample, problem: undefined }
  } catch (error) {
    const { message, advice } = toPlainWords(error)
    return { sample: undefined, problem: [message, ...advice].join(' ') }
  }
}

/** What stands in each field of a form of numbers: these are kept as a text with commas between. */
export const fieldsOf = (text: string) => text.split(',')
