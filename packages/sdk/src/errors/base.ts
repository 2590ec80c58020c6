export type CotrainErrorOptions = {
  cause?: unknown
  /** What to do next, a sentence a line. */
  metaMessages?: readonly string[] | undefined
}

/** What every error of this SDK is. `shortMessage` says what is wrong, `metaMessages` what to do next. */
export class CotrainError extends Error {
  override name = 'CotrainError'
  readonly shortMessage: string
  readonly metaMessages: readonly string[]

  constructor(shortMessage: string, { cause, metaMessages = [] }: CotrainErrorOptions = {}) {
    super([shortMessage, ...metaMessages].join('\n'), cause === undefined ? undefined : { cause })
    this.shortMessage = shortMessage
    this.metaMessages = metaMessages
  }

  /** The innermost cause, or with `match` the first error of the chain of causes that matches, else null. */
  walk(match?: (error: unknown) => boolean): unknown {
    let error: unknown = this
    for (;;) {
      if (match?.(error)) return error
      const cause = error instanceof Error ? error.cause : undefined
      if (cause === undefined || cause === null) return match ? null : error
      error = cause
    }
  }
}
