import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'

/** All stakes are its own and come back, but the last answer stands where nobody can pay for another one, or may. */
export const ladder = strategy(
  {
    name: 'ladder',
    description:
      'Contributes, and challenges itself in the same block up to a bond that nobody can answer: the last label is wrong.',
    role: 'attacker',
    options: z.strictObject({
      /** Challenges of its own contribution; after 31 the contract takes no more. */
      rungs: z.int().min(0).max(31).default(31),
      /** Contributions at each wake-up, as far as its purse goes. */
      perWakeUp: z.int().min(1).default(1),
    }),
  },
  (agent, { rungs, perWakeUp }) => {
    const { main, world } = agent
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
