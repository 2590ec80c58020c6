import type { FastifyError } from 'fastify'
import type { Logger } from 'pino'
import { HttpProblem, type ProblemCode } from './HttpProblem.ts'

/** Failures of fastify that are the request's, and how they are said. */
const known: Record<string, [code: ProblemCode, message: string, field?: string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['content_type_unsupported', 'Send JSON: content-type: application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['json_invalid', 'The body is empty.', 'body'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['json_invalid', 'The body is not JSON.', 'body'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['request_invalid', 'The body is not as long as content-length says.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'The body is too large.'],
  FST_ERR_BAD_URL: ['request_invalid', 'The path is not well formed.'],
  FST_ERR_MAX_PARAM_LENGTH: ['model_unknown', 'There is no such model here.'],
}

/** The problem that an error stands for. What is our fault is told to the log only. */
export function problemOfError(error: unknown, log: Logger): HttpProblem {
  if (error instanceof HttpProblem) return error
  const { code, statusCode = 500 } = error as Partial<FastifyError>
  const [problem, message, field] = known[code ?? ''] ?? []
  if (problem !== undefined) return new HttpProblem(problem, message!, field)
  if (statusCode === 429) {
    return new HttpProblem('rate_limited', 'That were too many requests; try again when retry-after says so.')
  }
  if (statusCode === 408 || statusCode === 503) {
    return new HttpProblem('request_timeout', 'The request took too long.')
  }
  if (statusCode >= 400 && statusCode < 500)
    return new HttpProblem('request_invalid', 'The request is not valid.')
  log.error({ err: error }, 'a request failed')
  return new HttpProblem('internal', 'That failed here; the log of this server says why.')
}
