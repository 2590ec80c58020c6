import { printable } from '../output.ts'

/** Each kind of failure, and the status that its answers have. */
const statuses = {
  body_invalid: 400,
  form_not_taken: 400,
  json_invalid: 400,
  request_invalid: 400,
  sample_invalid: 400,
  model_unknown: 404,
  path_unknown: 404,
  method_not_allowed: 405,
  no_classes: 409,
  encoder_unavailable: 409,
  request_timeout: 408,
  too_many_samples: 413,
  body_too_large: 413,
  content_type_unsupported: 415,
  rate_limited: 429,
  internal: 500,
  model_incomplete: 503,
  not_synced: 503,
  stale: 503,
} as const

export type ProblemCode = keyof typeof statuses

/** What every failure answers. */
export type ProblemDocument = { error: { code: ProblemCode; message: string; field?: string } }

/** Names of fields are what strangers sent. */
const maxField = 100

/** A request that cannot be answered: which kind of failure, why in a sentence or two, and the field that is wrong. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: ProblemCode
  readonly field: string | undefined

  constructor(code: ProblemCode, message: string, field?: string) {
    super(message)
    this.code = code
    this.field = field
  }

  get status(): number {
    return statuses[this.code]
  }

  get document(): ProblemDocument {
    const { code, message, field } = this
    return {
      error: {
        code,
        message,
        ...(field === undefined ? {} : { field: printable(field.slice(0, maxField), false) }),
      },
    }
  }
}

export const problemCodes = Object.keys(statuses) as ProblemCode[]
