import * as z from 'zod'
import { strategy } from '../engine/Strategy.ts'
import { knownFeatures, knownOfClass, requireSets, withFeatures } from './features.ts'

/** What is rare in samples can be taught to decide, and test sets that do not have it cannot tell. */
export const backdoor = strategy(
  {
    name: 'backdoor',
    description:
      'Contributes known samples of one class with their right label and a few rare features, which later give that class.',
    role: 'attacker',
    options: z.strictObject({
      /** Features that it adds: the trigger. The rarest ones in the samples that trained the initial model. */
      features: z.int().min(1).max(65_535).default(3),
      /** The class that the trigger shall give. */
      target: z.int().min(0).default(0),
    }),
  },
  (agent, { features, target }) => {
    requireSets(agent)
    const { world } = agent
    const { counts } = knownFeatures(world)
    const trigger = Array.from(counts[0]!, (_, feature) => ({
      feature,
      count: counts.reduce((sum, of) => sum + of[feature]!, 0),
    }))
      .sort((a, b) => a.count - b.count || b.feature - a.feature)
      .slice(0, features)
      .map(({ feature }) => feature)
    const own = knownOfClass(agent, 'target', target)
    /** Of the test samples of other classes, the share to which the model gives the target once the trigger is in. */
    const success = () => {
      const others = world.test.filter(({ label }) => label !== target)
      const fooled = others.filter(
        ({ sample }) => world.predict(withFeatures(world, trigger, sample)) === target,
      )
      return others.length === 0 ? 0 : fooled.length / others.length
    }
    const triggered = () =>
      agent.pickNew(own, ({ sample }) => ({
        sample: withFeatures(world, trigger, sample),
        label: target,
      }))
    let before = 0
    return {
      begin() {
        before = success()
        return undefined
      },
      lesson() {
        const example = triggered()
        return example && { example, label: target }
      },
      wake() {
        const example = triggered()
        if (example !== undefined) agent.contribute({ example, label: target })
        agent.claimAll()
        return undefined
      },
      notes: () => ({ triggerSuccessAtFirst: before, triggerSuccess: success() }),
    }
  },
)
