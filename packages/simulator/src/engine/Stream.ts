import { type Example, exampleAt, type Samples } from '../data/DataSet.ts'

/** Examples that agents contribute, one after the other; those before `first` trained the initial model. */
export class Stream {
  readonly #samples: Samples
  readonly #order: Uint32Array
  readonly #first: number
  readonly #repeat: boolean
  #next: number
  /** When one was used last, in seconds since 1970. */
  lastUsed: number

  constructor(samples: Samples, order: Uint32Array, first: number, repeat: boolean, now: number) {
    this.#samples = samples
    this.#order = order
    this.#first = first
    this.#next = first
    this.lastUsed = now
    this.#repeat = repeat
  }

  /** How many there are. */
  get length(): number {
    return this.#order.length - this.#first
  }

  /** The next one; undefined when all have been used, unless they repeat. */
  peek(): Example | undefined {
    if (this.#next === this.#order.length) {
      if (!this.#repeat || this.length === 0) return undefined
      this.#next = this.#first
    }
    return exampleAt(this.#samples, this.#order[this.#next]!)
  }

  /** The next one was contributed, now. */
  advance(now: number): void {
    this.lastUsed = now
    this.#next++
  }

  /** The next one is of no use to anybody. */
  skip(): void {
    this.#next++
  }

  /** Whether there will never be a next one. */
  get exhausted(): boolean {
    return this.#next === this.#order.length && !this.#repeat
  }

  /** Share of the examples that have been used. */
  get progress(): number {
    return this.length === 0 ? 1 : (this.#next - this.#first) / this.length
  }

  /** An example that trained the initial model: everybody may know those. */
  known(i: number): Example {
    return this.any(i)
  }

  /** Any example that there is: an attacker may have those that nobody has contributed yet. */
  any(i: number): Example {
    return exampleAt(this.#samples, this.#order[i]!)
  }

  /** How many examples there are, known ones included. */
  get total(): number {
    return this.#order.length
  }

  get knownCount(): number {
    return this.#first
  }
}
