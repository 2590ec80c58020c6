import type { Picture } from '@cotrain/encoders'
import type { AnySample } from '@cotrain/sdk'
import { useMemo } from 'react'
import { useEncoded } from '../encoders/useEncoded.ts'
import { useLoadedEncoder } from '../encoders/useLoadedEncoder.ts'
import { useDraft, usePictureDraft } from './DraftContext.tsx'
import { encodeDraft } from './encodeDraft.ts'
import type { ReadyModel } from './readyModel.ts'

export interface DraftSample {
  /** What the draft is told apart by from others: its text, or the name of its picture. */
  text: string
  sample: AnySample | undefined
  /** Why what is there is no sample, in people's words. */
  problem: string | undefined
  /** Whether it is being encoded. */
  busy: boolean
  /** What the picture looks like, if it is one. */
  preview?: Picture | undefined
}

/** The sample of what is being worked on: at once, or as soon as the encoder in its worker has made it. */
export function useDraftSample({ encoder, loadable, form }: ReadyModel): DraftSample {
  const [text] = useDraft()
  const [picture] = usePictureDraft()
  const atOnce = useMemo(
    () => (loadable ? undefined : encodeDraft({ encoder, form }, text)),
    [encoder, loadable, form, text],
  )
  const typed = text.trim() === '' ? undefined : text
  const input = loadable?.input === 'picture' ? picture?.file : typed
  const loaded = useLoadedEncoder(loadable?.name)
  const later = useEncoded(loaded, loadable ? input : undefined)
  const draft = picture?.id ?? text
  if (!atOnce && input !== undefined && (loaded.status === 'offered' || loaded.status === 'failed')) {
    return { text: draft, sample: undefined, busy: false, problem: 'Load the encoder below first.' }
  }
  return atOnce ? { text: draft, busy: false, ...atOnce } : { text: draft, sample: undefined, ...later }
}
