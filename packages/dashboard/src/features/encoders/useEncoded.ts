import { useEffect, useMemo, useState } from 'react'
import { toPlainWords } from '../../ui/plainWords.ts'
import { latestOnly } from './latestOnly.ts'
import type { Encoded, EncoderInput } from './protocol.ts'
import type { LoadableEncoder } from './useLoadedEncoder.ts'

/** What came of an input so far. */
export interface EncodedInput extends Partial<Encoded> {
  /** Why the input is no sample, in people's words. */
  problem: string | undefined
  /** Whether it is being encoded. */
  busy: boolean
}

const nothing: EncodedInput = { problem: undefined, busy: false }
const waiting: EncodedInput = { problem: undefined, busy: true }

/** Encodes an input in the encoder's worker. Answers to inputs of before are dropped. */
export function useEncoded(encoder: LoadableEncoder, input: EncoderInput | undefined): EncodedInput {
  const [answer, setAnswer] = useState<{ input: EncoderInput; result: EncodedInput }>()
  const { look } = encoder
  const newest = useMemo(() => latestOnly(look), [look])
  const isReady = encoder.status === 'ready' && input !== undefined
  useEffect(() => {
    if (!isReady) return
    let isStale = false
    const show = (result: EncodedInput) => isStale || setAnswer({ input, result })
    newest(input).then(
      encoded => encoded && show({ ...encoded, ...nothing }),
      error => show({ ...nothing, problem: sentencesOf(error) }),
    )
    return () => {
      isStale = true
    }
  }, [newest, input, isReady])
  if (!isReady) return nothing
  return answer?.input === input ? answer.result : waiting
}

function sentencesOf(error: unknown): string {
  const { message, advice } = toPlainWords(error)
  return [message, ...advice].join(' ')
}
