/** Counts outcomes, by the keys that `outcomeOf` gives them. */
export class Tally {
  readonly #counts = new Map<string, number>()
  total = 0

  add(outcome: string): void {
    this.#counts.set(outcome, this.of(outcome) + 1)
    this.total++
  }

  of(outcome: string): number {
    return this.#counts.get(outcome) ?? 0
  }

  /** All counts, by outcome. */
  entries(): [string, number][] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}
