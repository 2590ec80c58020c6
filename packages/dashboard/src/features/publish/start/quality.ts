import type { Training } from '../thread/messages.ts'

/** Above the share of the largest class, a model that has learned something is by this much of what is left. */
const leastGain = 0.1

/** Whether a model is hardly better than always saying the largest class. */
export function isPoor({ accuracy, largestClass }: NonNullable<Training['heldOut']>): boolean {
  return accuracy < largestClass + leastGain * (1 - largestClass)
}
