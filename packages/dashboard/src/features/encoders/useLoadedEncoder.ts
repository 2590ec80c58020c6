import { type EncoderRow, type LoadProgress, rowOf } from '@cotrain/encoders'
import type { DenseSample } from '@cotrain/sdk'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { PlainWords } from '../../ui/plainWords.ts'
import { type EncoderState, handleOf } from './EncoderHandle.ts'
import type { Encoded, EncoderInput } from './protocol.ts'

/** An encoder that has to be loaded, as a component meets it. */
export interface LoadableEncoder {
  /** `none` for models whose encoder encodes at once. */
  status: 'none' | 'offered' | 'loading' | 'ready' | 'failed'
  row: EncoderRow | undefined
  /** Bytes of all its files. */
  size: number
  /** What has come, while it is being loaded. */
  progress: LoadProgress | undefined
  /** Why it could not be loaded. */
  problem: PlainWords | undefined
  load: () => void
  cancel: () => void
  /** @throws CotrainError when the input cannot be encoded, or the encoder is not ready. */
  encode: (input: EncoderInput) => Promise<DenseSample>
  /** As `encode`, with what a picture looks like. */
  look: (input: EncoderInput) => Promise<Encoded>
}

const nothing = () => {}
const noState = { status: 'none' } as const
type State = EncoderState | typeof noState
const none = {
  row: undefined,
  size: 0,
  load: nothing,
  cancel: nothing,
  encode: () => Promise.reject(new Error('There is no encoder to be loaded.')),
  look: () => Promise.reject(new Error('There is no encoder to be loaded.')),
}

/** The encoder of this name, if it is one that has to be loaded. Small ones, and those that were kept, load by themselves. */
export function useLoadedEncoder(name: string | undefined): LoadableEncoder {
  const row = name === undefined ? undefined : rowOf(name)
  const handle = row && handleOf(row)
  const state = useSyncExternalStore<State>(handle?.subscribe ?? never, handle?.state ?? getNoState)
  useEffect(() => void handle?.loadIfCheap(), [handle])
  return useMemo(() => {
    const parts = handle
      ? {
          row: handle.row,
          size: handle.size,
          load: handle.load,
          cancel: handle.cancel,
          encode: async (input: EncoderInput) => (await handle.encode(input)).sample,
          look: handle.encode,
        }
      : none
    return {
      ...parts,
      status: state.status,
      progress: state.status === 'loading' ? state.progress : undefined,
      problem: state.status === 'failed' ? state.problem : undefined,
    }
  }, [handle, state])
}

const never = () => nothing
const getNoState = () => noState
