export type CotrainErrorOptions = {
  /** What to do next, one hint a line. */
  metaMessages?: readonly string[] | undefined
  /** Raw text from below, such as a node's own message. */
  details?: string | undefined
  cause?: unknown
}

/** The base of every error that the SDK throws: what went wrong in one line, then what to do next. */
export class CotrainError extends Error {
  override name = 'CotrainError'
  readonly shortMessage: string
  readonly metaMessages: readonly string[]
  readonly details: string | undefined

  constructor(shortMessage: string, options: CotrainErrorOptions = {}) {
    const { metaMessages = [], details, cause } = options
    const lines = [shortMessage, ...metaMessages, ...(details === undefined ? [] : [`Details: ${details}`])]
    super(lines.join('\n'), cause === undefined ? undefined : { cause })
    this.shortMessage = shortMessage
    this.metaMessages = metaMessages
    this.details = details
  }
}
