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
    if (!isDisputed(sample, share)) return undefined
    return new Random(taste, 'opinion', sample.join(' ')).below(agent.world.classes)
  }
}

/** Whether a sample is among the share of all about which people lastingly differ; what is in it decides. */
export function isDisputed(sample: Sample, share: number): boolean {
  return new Random(0, 'disputed', sample.join(' ')).uniform() < share
}
