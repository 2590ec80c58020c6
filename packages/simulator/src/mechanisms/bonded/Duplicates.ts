import type { Sample } from '../../data/DataSet.ts'
import type { Claim } from '../../engine/Claim.ts'

/** Which samples stand in the log, and with which contribution each was first made. */
export class Duplicates {
  readonly #originals = new Map<string, Claim>()
  readonly #challengeTime: number

  constructor(challengeTime: number) {
    this.#challengeTime = challengeTime
  }

  add(claim: Claim): void {
    const key = keyOf(claim.example.sample)
    if (!this.#originals.has(key)) this.#originals.set(key, claim)
  }

  has(sample: Sample): boolean {
    return this.#originals.has(keyOf(sample))
  }

  /** The contribution with which the sample of this one was first made, if that is another one. */
  originalOf(claim: Claim): Claim | undefined {
    const original = this.#originals.get(keyOf(claim.example.sample))
    return original === claim ? undefined : original
  }

  /** Whether its sample stood there since longer than the challenge time when it was made: then its deposit is lost. */
  isLate(claim: Claim): boolean {
    const original = this.originalOf(claim)
    return original !== undefined && claim.time >= original.time + this.#challengeTime
  }
}

const keyOf = (sample: Sample) => sample.join(' ')
