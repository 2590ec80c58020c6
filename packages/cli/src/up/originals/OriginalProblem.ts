/** Why a request to the originals' host is refused, in a sentence, and the status of the answer. */
export class OriginalProblem extends Error {
  override readonly name = 'OriginalProblem'

  constructor(
    readonly status: 400 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 429 | 503 | 507,
    message: string,
  ) {
    super(message)
  }
}
