import type { TrainerEvent } from '@cotrain/sdk'
import type { ReplayAnswer, ReplayMessage } from './accuracy.worker.ts'
import type { ReplayOptions } from './replay.ts'

/** So many events go to the thread at a time: handing over more at once would hold up the page. */
const part = 250

/** Replays a model's events in a thread of its own, and goes on from there when more happen. */
export class ReplayThread {
  readonly #worker: Worker
  #timer: ReturnType<typeof setTimeout> | undefined
  #events: readonly TrainerEvent[] = []
  #sent = 0

  constructor(options: ReplayOptions, onAnswer: (answer: ReplayAnswer) => void) {
    this.#worker = new Worker(new URL('./accuracy.worker.ts', import.meta.url), {
      type: 'module',
      name: 'accuracy',
    })
    this.#worker.onmessage = ({ data }: MessageEvent<ReplayAnswer>) => onAnswer(data)
    this.#worker.onerror = ({ message }) =>
      onAnswer({ type: 'error', message: message || 'The replay could not be loaded. Reload the page.' })
    this.#post({ type: 'start', options })
  }

  /** Whether these events begin with those that were replayed: a chain can take back its newest blocks. */
  goesOnWith(events: readonly TrainerEvent[]): boolean {
    return this.#sent === 0 || events[this.#sent - 1] === this.#events[this.#sent - 1]
  }

  /** Replays all of these events that were not replayed yet. */
  follow(events: readonly TrainerEvent[]): void {
    this.#events = events
    clearTimeout(this.#timer)
    this.#send()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#worker.onmessage = this.#worker.onerror = null
    this.#worker.terminate()
  }

  #send(): void {
    if (this.#sent === this.#events.length) return
    const events = this.#events.slice(this.#sent, this.#sent + part)
    this.#sent += events.length
    const areAll = this.#sent === this.#events.length
    this.#post({ type: 'events', events, areAll })
    if (!areAll) this.#timer = setTimeout(() => this.#send())
  }

  #post(message: ReplayMessage): void {
    this.#worker.postMessage(message)
  }
}
