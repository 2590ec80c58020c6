import * as z from 'zod'
import type { Example } from '../data/DataSet.ts'
import type { Agent } from '../engine/Agent.ts'
import type { Behaviour } from '../engine/Strategy.ts'
import { lastingOpinions } from './lastingOpinions.ts'

/** What may be said of somebody who teaches as well as they can, of whom `mistakes` are usual. */
export function teacherOptions(mistakes: number, watches: number) {
  return z.strictObject({
    /** Probability of a wrong label. */
    mistakes: z.number().min(0).max(1).default(mistakes),
    /** Share of the samples about which people lastingly differ: each has an opinion by lot, and keeps it. */
    disputed: z.number().min(0).max(1).default(0),
    /** Of what others contribute, the share that it looks at closely enough to have an opinion. */
    watches: z.number().min(0).max(1).default(watches),
    /** It gives up on a contribution that was contradicted so often. */
    rounds: z.int().min(0).default(6),
    /**
     * What it contradicts others for: so that the model learns no wrong label, whatever gas that costs; or for money, as
     * far as disputes have paid so far.
     */
    motive: z.enum(['model', 'money']).default('model'),
    /** Whether it joins with others where a bond is more than its purse holds. */
    pools: z.boolean().default(false),
    /** Under points: whether it puts samples aside that earn no more than their gas, such as those that the model knows. */
    onlyNew: z.boolean().default(false),
    /** Probability of a contribution at a wake-up: fixed, or the model's published accuracy plus something. */
    contributes: z.union([z.number().min(0).max(1), z.strictObject({ accuracyPlus: z.number() })]).default(1),
  })
}

/** Contributes the next sample at each wake-up, mostly with its right label, then claims what there is. */
export function teacher(agent: Agent, options: z.output<ReturnType<typeof teacherOptions>>): Behaviour {
  const { mistakes, disputed, watches, rounds, onlyNew, contributes, motive, pools } = options
  const probability = () =>
    typeof contributes === 'number' ? contributes : agent.world.accuracy + contributes.accuracyPlus
  const lasting = lastingOpinions(agent, disputed)
  const labelOf = ({ sample, label }: Example) =>
    lasting(sample) ?? (agent.random.chance(mistakes) ? agent.otherThan(label) : label)
  const teach = () => {
    const example = agent.nextExample()
    if (example === undefined) return
    const label = labelOf(example)
    // What it could not defend goes to whoever contradicts it.
    if (agent.world.settlement.defends?.(agent.main, { example, label }) === false) return
    if (onlyNew && !agent.pays({ example, label })) agent.world.stream.advance(agent.world.time)
    else agent.teachNext(() => label)
  }
  return {
    motive,
    pools,
    findsDuplicates: watches > 0,
    wake() {
      if (agent.random.chance(probability())) teach()
      agent.claimAll()
      return undefined
    },
    lesson() {
      const example = agent.nextExample()
      const taken = example && agent.takeNext(() => labelOf(example))
      if (taken !== undefined) agent.work('label')
      return taken
    },
    opinion({ author, example }, _account, challenges) {
      if (challenges >= rounds) return undefined
      const own = author.agent === agent
      // Who is contradicted looks again.
      if (own ? challenges === 0 : !agent.random.chance(watches)) return undefined
      agent.work('look')
      return labelOf(example)
    },
  }
}
