import type { TwinEvent } from '@cotrain/sdk/twin'

/** What the contract says of a contribution that it has scored: a gain in units of 2^-16, a penalty in wei. */
export type Score = { readonly gain: bigint; readonly penalty: bigint }

const nothing: Score = { gain: 0n, penalty: 0n }

/** How far the scoring of a market has come, as anybody can read it from the events. */
export class Scores {
  /** How many contributions are scored. */
  position = 0
  /** Predictions that have been made for the next one. */
  tried = 0
  /** Contributions that the model was trained with on trial. */
  trials = 0
  /** Of these, the ones that it has kept. */
  kept = 0
  /** Sums over all contributions. */
  gains = 0n
  penalties = 0n
  readonly #count: number
  readonly #multiplier: number
  readonly #offset: number
  /** By number; those that are missing have neither gain nor penalty. */
  readonly #scores = new Map<bigint, Score>()

  constructor(count: number, multiplier: bigint, offset: bigint) {
    this.#count = count
    this.#multiplier = Number(multiplier)
    this.#offset = Number(offset)
  }

  get done(): boolean {
    return this.position === this.#count
  }

  /** The number of the contribution that is scored at a position; the product is below 2^32. */
  indexAt(position: number): number {
    return (this.#multiplier * position + this.#offset) % this.#count
  }

  of(index: bigint): Score {
    return this.#scores.get(index) ?? nothing
  }

  /**
   * Reads the events of a step.
   * @param tries Whether its last contribution was tried.
   * @returns Whether the model has learned.
   */
  add(events: readonly TwinEvent[], tries: boolean): boolean {
    this.tried = 0
    let keeps = false
    let scored = false
    for (const { eventName, args } of events) {
      if (eventName === 'Scored') {
        this.position++
        keeps = args.kept
        scored = true
        if (args.gain === 0n && args.penalty === 0n) continue
        this.gains += args.gain
        this.penalties += args.penalty
        this.#scores.set(args.index, { gain: args.gain, penalty: args.penalty })
      } else if (eventName === 'SettlementAdvanced') {
        this.tried = Number(args.tried)
      }
    }
    if (!tries || this.tried > 0 || !scored) return false
    this.trials++
    if (keeps) this.kept++
    return keeps
  }
}
