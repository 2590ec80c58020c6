import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import { marketOf } from '../mechanisms/market/marketOf.ts'

/** Somebody whom the sponsor has told what nobody should know. In other mechanisms than the blind market it does nothing. */
export const insider = strategy(
  {
    name: 'insider',
    description: "Contributes samples of a blind market's own test set, with their right labels.",
    role: 'attacker',
    options: z.strictObject({
      /** Share of the test set that it knows. */
      knows: z.number().min(0).max(1).default(1),
    }),
  },
  (agent, { knows }) => {
    const { world, random } = agent
    let [round, order]: [number, number[]] = [0, []]
    const shuffled = (now: number, size: number) => {
      const first = (now - 1) * size
      const known = Array.from(random.permutation(size), i => first + i)
      return known.slice(0, Math.round(knows * size))
    }
    return {
      lesson() {
        const market = marketOf(world)
        if (market === undefined) return undefined
        if (market.round !== round) {
          round = market.round
          order = shuffled(round, market.state.options.testSamples)
        }
        const example = world.hidden[order.pop() ?? -1]
        return example && { example, label: example.label }
      },
      wake() {
        agent.claimAll()
        return undefined
      },
    }
  },
)
