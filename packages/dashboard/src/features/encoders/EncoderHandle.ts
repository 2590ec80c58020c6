import type { EncoderRow, LoadProgress } from '@cotrain/encoders'
import { CotrainError } from '@cotrain/sdk'
import type { PlainWords } from '../../ui/plainWords.ts'
import { isKept } from './cachedSource.ts'
import type { Encoded, EncoderInput, EncoderMessage, EncoderRequest } from './protocol.ts'

/** How far an encoder is: its files are offered, being loaded, or here; or they cannot be had. */
export type EncoderState =
  | { status: 'offered' }
  | { status: 'loading'; progress: LoadProgress }
  | { status: 'ready' }
  | { status: 'failed'; problem: PlainWords }

/** Encoders of up to this many bytes are loaded without asking. */
const smallBytes = 3_000_000

type Answer = { resolve: (encoded: Encoded) => void; reject: (error: Error) => void }

/** An encoder that runs in a worker of its own; the same one for all of the page. */
export class EncoderHandle {
  readonly row: EncoderRow
  /** Bytes of all its files. */
  readonly size: number
  #state: EncoderState = { status: 'offered' }
  #worker: Worker | undefined
  #answers = new Map<number, Answer>()
  #asked = 0
  #listeners = new Set<() => void>()

  constructor(row: EncoderRow) {
    this.row = row
    this.size = row.files.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  readonly state = (): EncoderState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Loads it if that costs the visitor next to nothing: it is small, or was kept on an earlier visit. */
  readonly loadIfCheap = async (): Promise<void> => {
    if (this.#state.status !== 'offered') return
    if (this.size <= smallBytes || (await isKept(this.row))) this.load()
  }

  readonly load = (): void => {
    if (this.#state.status === 'loading' || this.#state.status === 'ready') return
    const worker = new Worker(new URL('./encoder.worker.ts', import.meta.url), {
      type: 'module',
      name: this.row.name,
    })
    worker.onmessage = ({ data }: MessageEvent<EncoderMessage>) => this.#hear(data)
    worker.onerror = event => {
      // what a worker cannot load or survive it says here, in the words of the browser
      this.#fail({
        message: 'The encoder could not be started.',
        advice: [event.message || 'Reload the page.'],
      })
    }
    this.#worker = worker
    this.#set({ status: 'loading', progress: { loaded: 0, total: this.size } })
    this.#ask({ type: 'load', name: this.row.name, baseUrl: new URL('./encoders', document.baseURI).href })
  }

  /** Stops loading; what has come is lost. */
  readonly cancel = (): void => {
    if (this.#state.status !== 'loading') return
    this.#end()
    this.#set({ status: 'offered' })
  }

  /** @throws CotrainError when the input cannot be encoded, or the encoder is not ready. */
  readonly encode = (input: EncoderInput): Promise<Encoded> =>
    new Promise((resolve, reject) => {
      if (this.#state.status !== 'ready') return reject(new CotrainError('The encoder is not loaded.'))
      const id = this.#asked++
      this.#answers.set(id, { resolve, reject })
      this.#ask({ type: 'encode', id, input })
    })

  #ask(request: EncoderRequest) {
    this.#worker?.postMessage(request)
  }

  #hear(message: EncoderMessage) {
    if (message.type === 'progress') {
      if (this.#state.status === 'loading') this.#set({ status: 'loading', progress: message.progress })
    } else if (message.type === 'ready') this.#set({ status: 'ready' })
    else if (message.type === 'failed') this.#fail(message.problem)
    else {
      const answer = this.#answers.get(message.id)
      this.#answers.delete(message.id)
      if (message.type === 'encoded') answer?.resolve(message.encoded)
      else answer?.reject(errorOf(message.problem))
    }
  }

  #fail(problem: PlainWords) {
    this.#end()
    this.#set({ status: 'failed', problem })
    for (const { reject } of this.#answers.values()) reject(errorOf(problem))
    this.#answers.clear()
  }

  #end() {
    this.#worker?.terminate()
    this.#worker = undefined
  }

  #set(state: EncoderState) {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

const errorOf = ({ message, advice }: PlainWords) => new CotrainError(message, { metaMessages: advice })

const handles = new Map<string, EncoderHandle>()

/** The handle of an encoder. */
export function handleOf(row: EncoderRow): EncoderHandle {
  const known = handles.get(row.name)
  if (known) return known
  const handle = new EncoderHandle(row)
  handles.set(row.name, handle)
  return handle
}
