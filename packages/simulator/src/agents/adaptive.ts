import * as z from 'zod'
import type { Agent } from '../engine/Agent.ts'
import { toEther } from '../engine/money.ts'
import { type Behaviour, type Strategy, strategy } from '../engine/Strategy.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'

type Strategies = Readonly<Record<string, Strategy>>

/**
 * An epsilon-greedy bandit (Sutton & Barto, "Reinforcement Learning", section 2.4): follows a strategy for an epoch,
 * remembers what it earned, and mostly takes the one that earned most of late.
 *
 * @param others The strategies that there are to choose from.
 */
export const adaptive = (others: Strategies) =>
  strategy(
    {
      name: 'adaptive',
      description: 'Learns by trying which strategy pays, and follows it.',
      role: 'attacker',
      options: z.strictObject({
        /** Strategies to choose from. */
        arms: z.array(z.string()).min(1).default(['honest', 'malicious', 'countFarmer']),
        /** Seconds that each try lasts. */
        epoch: z.number().positive().default(432_000),
        /** Share of the tries at which it takes any. */
        explore: z.number().min(0).max(1).default(0.1),
        /** Weight of the latest try in what is expected of a strategy. */
        recency: z.number().min(0).max(1).default(0.3),
      }),
    },
    (agent, { arms: names, epoch, explore, recency }) => {
      const arms = names.map(name => ({
        name,
        behaviour: behaviourOf(others, agent, name),
        expected: 0,
        tries: 0,
      }))
      let arm = agent.random.pick(arms)
      let began = agent.world.startTime
      let wealth = agent.start
      return {
        wake() {
          const { time } = agent.world
          if (time - began >= epoch) {
            const now = agent.wealth
            const earned = toEther(now - wealth)
            arm.expected = arm.tries === 0 ? earned : arm.expected + recency * (earned - arm.expected)
            arm.tries++
            const untried = arms.find(({ tries }) => tries === 0)
            const best = arms.reduce((a, b) => (b.expected > a.expected ? b : a))
            arm = untried ?? (agent.random.chance(explore) ? agent.random.pick(arms) : best)
            began = time
            wealth = now
          }
          return arm.behaviour.wake()
        },
        opinion: (...about) => arm.behaviour.opinion?.(...about),
        get motive() {
          return arm.behaviour.motive ?? 'money'
        },
        get findsDuplicates() {
          return arm.behaviour.findsDuplicates ?? false
        },
        onPending: lesson => arm.behaviour.onPending?.(lesson),
        notes: () =>
          Object.fromEntries(
            arms.flatMap(({ name, tries, expected }) => [
              [`${name}: epochs`, tries],
              [`${name}: expected ether`, expected],
            ]),
          ),
      }
    },
  )

function behaviourOf(others: Strategies, agent: Agent, name: string): Behaviour {
  const arm = Object.values(others).find(each => each.name === name)
  if (arm !== undefined) return arm.create(agent, {})
  throw new ScenarioError([
    `populations.${agent.settings.population}.options.arms: "${name}" is none of ${Object.keys(others).join(', ')}`,
  ])
}
