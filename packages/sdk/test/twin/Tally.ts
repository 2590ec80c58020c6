import type { Result, TrainerCall } from './Chain.ts'

/** Counts how often each function succeeded, and failed with each error. */
export class Tally {
  readonly #counts = new Map<string, number>()
  total = 0

  add(call: TrainerCall, result: Result): void {
    const key = keyOf(call, result)
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    this.total++
  }

  /** @param key `function` for successes, `function: Error` for failures */
  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  /** All counts, by key. */
  entries(): [string, number][] {
    return [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1))
  }
}

export function keyOf({ functionName }: TrainerCall, result: Result): string {
  return 'errorName' in result ? `${functionName}: ${result.errorName}` : functionName
}
