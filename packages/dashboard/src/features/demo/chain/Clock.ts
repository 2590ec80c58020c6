/** The clock of the demo's chain: it goes on from where the recording ended, and can be moved forward. */
export class Clock {
  readonly #recorded: number
  readonly #started: number
  readonly #now: () => number
  #skipped = 0

  /**
   * @param recorded What it shows at first, seconds since 1970.
   * @param now The world's clock, milliseconds since 1970.
   */
  constructor(recorded: number, now: () => number) {
    this.#recorded = recorded
    this.#now = now
    this.#started = now()
  }

  /** Seconds since 1970. */
  get time(): number {
    return this.#recorded + this.#skipped + Math.floor((this.#now() - this.#started) / 1000)
  }

  /** @returns How far it was moved in all, in seconds. */
  skip(seconds: number): number {
    this.#skipped += seconds
    return this.#skipped
  }

  /** What the next block's time is, at least one second after the last one's. */
  after(last: number): number {
    return Math.max(this.time, last + 1)
  }
}
