import { isStaleProof } from '../../../errors/record.ts'

/** How many times a proof is made again that others have outrun. */
const retries = 3

/** Runs `action`, and again, a few times, while a proof is refused that may only be out of date. */
export async function retryStale<result>(action: (attempt: number) => Promise<result>): Promise<result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await action(attempt)
    } catch (error) {
      if (attempt === retries || !isStaleProof(error)) throw error
    }
  }
}
