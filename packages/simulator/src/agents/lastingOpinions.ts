import type { Sample } from '../data/DataSet.ts'
import type { Agent } from '../engine/Agent.ts'
import { Random } from '../random/Random.ts'

/**
 * What an agent holds of samples about which people lastingly differ: the same however often it looks.
 * @param share Of all samples; which ones follows from what is in them, so that it is the same for everybody.
 * @returns The label that the agent holds to; undefined where people agree.
 */
export function lastingOpinions(agent: Agent, share: number): (sample: Sample) => number | undefined {
  if (share === 0) return () => undefined
  const taste = agent.random.below(2 ** 31)
  return sample => {
    const about = sample.join(' ')
    if (new Random(0, 'disputed', about).uniform() >= share) return undefined
    return new Random(taste, 'opinion', about).below(agent.world.classes)
  }
}
