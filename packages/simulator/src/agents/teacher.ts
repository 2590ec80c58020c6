import { z } from 'zod'
import type { Agent } from '../engine/Agent.ts'
import type { Behaviour } from '../engine/Strategy.ts'

/** What may be said of somebody who teaches as well as they can, of whom `mistakes` are usual. */
export function teacherOptions(mistakes: number) {
  return z.strictObject({
    /** Probability of a wrong label. */
    mistakes: z.number().min(0).max(1).default(mistakes),
    /** Probability of a contribution at a wake-up: fixed, or the model's published accuracy plus something. */
    contributes: z.union([z.number().min(0).max(1), z.strictObject({ accuracyPlus: z.number() })]).default(1),
  })
}

/** Contributes the next sample at each wake-up, mostly with its right label, then claims what there is. */
export function teacher(
  agent: Agent,
  { mistakes, contributes }: z.output<ReturnType<typeof teacherOptions>>,
): Behaviour {
  const probability = () =>
    typeof contributes === 'number' ? contributes : agent.world.accuracy + contributes.accuracyPlus
  return {
    wake() {
      if (agent.random.chance(probability())) {
        const mistaken = agent.random.chance(mistakes)
        agent.teachNext(truth => (mistaken ? agent.otherThan(truth) : truth))
      }
      agent.claimAll()
      return undefined
    },
  }
}
