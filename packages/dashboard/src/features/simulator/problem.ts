import { CotrainError } from '@cotrain/sdk/errors'

/** What went wrong, and what to do about it, as it can be sent between threads. */
export interface Problem {
  message: string
  advice: readonly string[]
}

/** Any error in words. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CotrainError) return { message: error.shortMessage, advice: error.metaMessages }
  return { message: error instanceof Error ? error.message : String(error), advice: [] }
}
