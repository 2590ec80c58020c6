import * as z from 'zod'
import type { Example } from '../data/DataSet.ts'
import { strategy } from '../engine/Strategy.ts'
import { knownFeatures, knownOfClass, requireSets, withFeatures } from './features.ts'

/** Nobody can contradict a right label, but whoever chooses the samples chooses what the model learns from them. */
export const dictionary = strategy(
  {
    name: 'dictionary',
    description:
      "Contributes samples with their right labels, padded with features of another class's samples.",
    role: 'attacker',
    options: z.strictObject({
      /** Features that it adds, those first that are most typical of the other class. */
      padding: z.int().min(0).max(65_535).default(100),
      /** Whether it contributes known samples of this class only, instead of whatever comes next. */
      only: z.int().min(0).optional(),
    }),
  },
  (agent, { padding, only }) => {
    requireSets(agent)
    const own = only === undefined ? undefined : knownOfClass(agent, 'only', only)
    const { counts, samples } = knownFeatures(agent.world)
    const rate = (label: number, feature: number) => counts[label]![feature]! / Math.max(1, samples[label]!)
    const paddings = new Map<string, number[]>()
    /** Features that are more frequent in samples of `other` than of `label`. */
    const paddingOf = (label: number, other: number) => {
      const key = `${label} ${other}`
      const known = paddings.get(key)
      if (known !== undefined) return known
      const more = Array.from(counts[label]!, (_, feature) => ({
        feature,
        by: rate(other, feature) - rate(label, feature),
      }))
        .filter(({ by }) => by > 0)
        .sort((a, b) => b.by - a.by || a.feature - b.feature)
      const features = more.slice(0, padding).map(({ feature }) => feature)
      paddings.set(key, features)
      return features
    }
    const padded = ({ sample, label }: Example) => ({
      sample: withFeatures(agent.world, sample, paddingOf(label, agent.otherThan(label))),
      label,
    })
    return {
      lesson() {
        const next = own === undefined ? agent.takeNext(truth => truth)?.example : undefined
        const example = own === undefined ? next && padded(next) : agent.pickNew(own, padded)
        return example && { example, label: example.label }
      },
      wake() {
        const next = own === undefined ? agent.nextExample() : undefined
        const example = own === undefined ? next && padded(next) : agent.pickNew(own, padded)
        if (example !== undefined) {
          const accepted = agent.contribute({ example, label: example.label })
          if (accepted && own === undefined) agent.world.stream.advance(agent.world.time)
        }
        agent.claimAll()
        return undefined
      },
    }
  },
)
