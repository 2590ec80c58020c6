import {
  maxOriginalBytes,
  maxOriginalSide,
  type OriginalKind,
  originalText,
  originalTypedData,
  readPictureHead,
} from '@cotrain/sdk'
import { useMemo, useState } from 'react'
import type { Hex } from 'viem'
import { signTypedData } from 'viem/actions'
import { useDraft, usePictureDraft } from '../model/DraftContext.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { useSend } from '../model/useSend.ts'
import type { DraftPicture } from '../pictures/DraftPicture.ts'
import { checkContent } from './checkOriginal.ts'
import { OriginalsHostError, postOriginal } from './hostApi.ts'
import { useEncode, useHasOriginals, useModelPlace, useRefreshOriginals } from './originalsQuery.ts'
import { withoutMetadata } from './withoutMetadata.ts'

/** What somebody may share of what they work on. */
interface Content {
  kind: OriginalKind
  content: Uint8Array
}

/** Why what is worked on cannot be shared as it is. */
type Hindrance = 'long text' | 'broken text' | 'large picture'

/** What came of a contribution, as far as this needs it. */
interface Made {
  index: bigint
  /** The sample as the chain has it. */
  sample: Hex
}

export type ShareOriginal = ReturnType<typeof useShareOriginal>

/** Shares what is worked on as the original of the contribution that is made of it, if the contributor wants that. */
export function useShareOriginal(model: ReadyModel) {
  const isOffered = useHasOriginals(model)
  const [text] = useDraft()
  const [picture, setPicture] = usePictureDraft()
  const [isWanted, setWanted] = useState(false)
  const { form } = model
  const draft = useMemo(() => contentOf(form, text, picture), [form, text, picture])
  const send = useSendOriginal(model)
  return {
    isOffered,
    isWanted,
    setWanted,
    /** What the original would be, a text or a picture. */
    sample: model.wording.sample,
    hindrance: draft && 'hindrance' in draft ? draft.hindrance : undefined,
    picture,
    setPicture,
    send,
    /** Remembers what is shared now, and gives what shares it once the contribution is made. */
    take: () => {
      const content = isOffered && isWanted && draft && 'content' in draft ? draft : undefined
      send.reset()
      return (made: Made) => content && send.mutate({ content, made })
    },
  }
}

function contentOf(
  form: ReadyModel['form'],
  text: string,
  picture: DraftPicture | undefined,
): Content | { hindrance: Hindrance } | undefined {
  if (form === 'picture') return picture && pictureContent(picture.file)
  if (form !== 'text' || text === '') return undefined
  const content = new TextEncoder().encode(text)
  if (content.length > maxOriginalBytes.text) return { hindrance: 'long text' }
  // halves of characters are lost on the way
  return originalText(content) === text ? { kind: 'text', content } : { hindrance: 'broken text' }
}

function pictureContent(file: Uint8Array): Content | { hindrance: Hindrance } | undefined {
  const head = readPictureHead(file)
  if (!head) return undefined
  const content = withoutMetadata(file)
  const isLarge =
    content.length > maxOriginalBytes[head.kind] || Math.max(head.width, head.height) > maxOriginalSide
  return isLarge ? { hindrance: 'large picture' } : { kind: head.kind, content }
}

/** Times that the host is asked again when its node does not have the contribution yet, and milliseconds between. */
const [attempts, pause] = [6, 1_500]

/** Signs an original and gives it to the host. */
function useSendOriginal(model: ReadyModel) {
  const place = useModelPlace(model)
  const encode = useEncode(model)
  const refresh = useRefreshOriginals(model)
  return useSend(async (client, { content, made }: { content: Content; made: Made }) => {
    // what others would not be shown is not worth a signature
    await checkContent(content, made.sample, encode!)
    const time = Math.floor(Date.now() / 1000)
    const original = { ...place, contribution: made.index, ...content, time }
    const signature = await signTypedData(client, originalTypedData(original))
    await patiently(() => postOriginal({ ...original, signature }))
    await refresh(made.index)
  })
}

async function patiently(post: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post()
    } catch (error) {
      const isEarly = error instanceof OriginalsHostError && error.status === 404
      if (!isEarly || attempt >= attempts) throw error
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  }
}
