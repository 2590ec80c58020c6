import type { Example } from '../data/DataSet.ts'
import type { Agent } from '../engine/Agent.ts'
import type { World } from '../engine/World.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'

/** How often features are present in the samples that trained the initial model, which everybody may know. */
export type KnownFeatures = {
  /** Of each class, in how many samples each feature is present. */
  readonly counts: readonly Uint32Array[]
  /** Of each class, how many samples there are. */
  readonly samples: readonly number[]
}

/** Counts the features of the samples that trained the initial model, class by class. */
export function knownFeatures({ classes, data, stream }: World): KnownFeatures {
  const counts = Array.from({ length: classes }, () => new Uint32Array(data.features))
  const samples = counts.map(() => 0)
  for (let i = 0; i < stream.knownCount; i++) {
    const { sample, label } = stream.known(i)
    samples[label]!++
    for (const feature of sample) counts[label]![feature]!++
  }
  return { counts, samples }
}

/** The features of both, each of them once and ascending, as the contract takes a sample: those first come first. */
export function withFeatures(
  { maxSampleLength }: Pick<World, 'maxSampleLength'>,
  first: ArrayLike<number>,
  more: ArrayLike<number>,
): Uint16Array {
  const all = new Set([...Array.from(first), ...Array.from(more)])
  return Uint16Array.from([...all].slice(0, maxSampleLength)).sort()
}

/**
 * The samples of a class that trained the initial model.
 * @param option The option that named the class.
 * @throws ScenarioError where there is no such class.
 */
export function knownOfClass(agent: Agent, option: string, label: number): Example[] {
  requireClass(agent, option, label)
  const { stream } = agent.world
  return Array.from({ length: stream.knownCount }, (_, i) => stream.known(i)).filter(
    example => example.label === label,
  )
}

/** @throws ScenarioError where samples are lists of numbers, to which no feature can be added. */
export function requireSets({ settings: { population, strategy }, world }: Agent): void {
  if (world.data.form === 'sparse') return
  throw new ScenarioError([
    `populations.${population}.strategy: ${strategy.name} adds features to sets of them, and the samples of ` +
      `${world.data.name} are lists of numbers`,
  ])
}

/** @throws ScenarioError where the option names no class that there is. */
export function requireClass({ settings, world }: Agent, option: string, label: number): void {
  if (label < world.classes) return
  const path = `populations.${settings.population}.options.${option}`
  throw new ScenarioError([`${path}: must be a class below ${world.classes}, and is ${label}`])
}
