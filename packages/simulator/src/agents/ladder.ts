import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** All stakes are its own and come back, but the last answer stands where nobody contradicts it once more. */
export const ladder = strategy(
  {
    name: 'ladder',
    description:
      'Contributes, and challenges itself in the same block, so that the next challenge is dear: the last label is wrong.',
    role: 'attacker',
    options: z.strictObject({
      /** Challenges of its own contribution; one less than there may be, for with that one nobody learns it. */
      rungs: z.int().min(0).optional(),
      /** Contributions at each wake-up, as far as its purse goes. */
      perWakeUp: z.int().min(1).default(1),
    }),
  },
  (agent, { rungs: wanted, perWakeUp }) => {
    const { main, world } = agent
    const { maxChallenges = 1 } = world.settlement
    const rungs = Math.min(wanted ?? maxChallenges - 1, maxChallenges)
    /** @returns Whether it could. */
    const climb = () => {
      const example = agent.nextExample()
      if (example === undefined) return false
      const right = example.label
      const wrong = agent.otherThan(right)
      /** Labels alternate, and the last one is wrong. */
      const labelAt = (rung: number) => ((rungs - rung) % 2 === 0 ? wrong : right)
      const { settlement } = world
      if (settlement.challenge === undefined) return false
      const stakes = settlement.price({ example, label: labelAt(0) }) * (2n ** BigInt(rungs + 1) - 1n)
      const gas = world.gasCost('challenge', example.sample.length) * BigInt(rungs + 1)
      if (agent.balance < stakes + gas) return false
      if (!agent.teachNext(() => labelAt(0))) return false
      const claim = main.claims.at(-1)!
      for (let rung = 1; rung <= rungs; rung++) settlement.challenge(main, claim, labelAt(rung))
      return true
    }
    return {
      wake() {
        for (let i = 0; i < perWakeUp && climb(); i++);
        agent.claimAll()
        return undefined
      },
    }
  },
)
