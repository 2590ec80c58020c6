/** Remembers how to undo what a call has changed so far, so that calls are all or nothing. */
export class Journal {
  readonly #undo: (() => void)[] = []
  #depth = 0

  /** Notes how to undo a change that is about to be made. */
  record(undo: () => void): void {
    if (this.#depth > 0) this.#undo.push(undo)
  }

  /** Runs `body`; when it throws, all that it changed is as before. */
  atomically<T>(body: () => T): T {
    return this.#run(body, () => true)
  }

  /** Runs `body` and undoes all that it changed. */
  tentatively<T>(body: () => T): T {
    return this.#run(body, () => false)
  }

  /** Runs `body`; unless it returns true, all that it changed is as before. */
  keepIf(body: () => boolean): boolean {
    return this.#run(body, kept => kept)
  }

  #run<T>(body: () => T, keeps: (result: T) => boolean): T {
    const start = this.#undo.length
    let keep = false
    this.#depth++
    try {
      const result = body()
      keep = keeps(result)
      return result
    } finally {
      this.#depth--
      if (!keep) while (this.#undo.length > start) this.#undo.pop()!()
      if (this.#depth === 0) this.#undo.length = 0
    }
  }
}
