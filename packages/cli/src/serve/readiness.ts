import type { Warm, WarmModel } from './warmModel.ts'

/** When answers count as old. */
export type LagOptions = {
  /** Seconds since the node was last read, after which answers are old. */
  maxSilence: number
  /** Seconds since the newest block was made, after which answers are old; undefined: blocks come when they come. */
  maxAge: number | undefined
}

/** Why a model's answers are not recent, in a sentence; undefined when they are. */
export function lagOf(model: WarmModel, { maxSilence, maxAge }: LagOptions): string | undefined {
  const warm = model.warm()
  const problem = model.problem()
  const lookedAt = model.lookedAt()
  if (warm === undefined || lookedAt === undefined) {
    return problem
      ? `the chain cannot be read yet (${problem.name})`
      : 'the chain is being read for the first time'
  }
  const silence = Math.floor((performance.now() - lookedAt) / 1000)
  if (silence > maxSilence) {
    const why = problem ? ` (${problem.name})` : ''
    return `the node was last read ${silence} s ago${why}`
  }
  const age = ageOf(warm)
  return maxAge !== undefined && age > maxAge ? `the newest block is ${age} s old` : undefined
}

/** Seconds since the block of the answers was made; clocks that differ make no block younger than 0. */
export function ageOf({ block }: Warm): number {
  return Math.max(0, Math.floor(Date.now() / 1000) - block.time)
}

/** Why a model does not answer, or answers with what is old; undefined when all is well. */
export function problemOf(model: WarmModel, options: LagOptions): string | undefined {
  const warm = model.warm()
  if (warm && !warm.complete) return 'the model is not fully uploaded yet'
  return lagOf(model, options)
}
