import type { Agent } from '../../engine/Agent.ts'
import type { World } from '../../engine/World.ts'
import type { Random } from '../../random/Random.ts'
import type { Page } from '../pages.ts'
import type { BlindMarket, Sealed } from './BlindMarket.ts'
import { unzipped } from './lessons.ts'

/**
 * By how much a bundle may lower the mean share of wrong predictions behind others that are revealed, on known samples
 * drawn by chance in the place of the test set, which nobody knows: one figure for each draw.
 */
export function fallsAfter(
  world: World,
  { state }: BlindMarket,
  others: readonly Sealed[],
  bundle: Sealed,
  draws: number,
  random: Random,
): number[] {
  const { stream } = world
  const learner = world.learner()
  const { classifier, journal } = learner
  const learn = ({ lessons }: Sealed) => {
    for (const { example, label } of lessons) classifier.update(example.sample, label)
  }
  return Array.from({ length: draws }, () => {
    const tests = Array.from({ length: Math.min(state.options.testSamples, stream.knownCount) }, () =>
      stream.known(random.below(stream.knownCount)),
    )
    const wrong = () => tests.filter(({ sample, label }) => classifier.predict(sample) !== label).length
    return journal.tentatively(() => {
      for (const other of others) learn(other)
      const before = wrong()
      learn(bundle)
      return (before - wrong()) / Math.max(1, tests.length)
    })
  })
}

/** Of more bundles than this a sponsor tries only the first few choices. */
const mostChoices = 64

/**
 * The bundles that a sponsor, who knows its test set and its salt and with that the lot, does best to reveal if nobody
 * else reveals anything more.
 */
export function bestReveals(
  agent: Agent,
  market: BlindMarket,
  pages: readonly Page[],
  bundles: readonly Sealed[],
): readonly Sealed[] {
  const choices = Math.min(mostChoices, 2 ** bundles.length)
  // From all on, so that what is worth the same is revealed.
  const subsets = Array.from({ length: choices }, (_, i) =>
    bundles.filter((_, bit) => (((choices - 1 - i) >> bit) & 1) === 1),
  )
  let [best, most] = [subsets[0]!, outcomeOf(agent, market, pages, subsets[0]!)]
  for (const subset of subsets.slice(1)) {
    const outcome = outcomeOf(agent, market, pages, subset)
    if (outcome > most) [best, most] = [subset, outcome]
  }
  return best
}

/** What the contract would pay the agent's accounts in the end, in wei. */
function outcomeOf(
  { main, accounts, world }: Agent,
  { state }: BlindMarket,
  pages: readonly Page[],
  revealed: readonly Sealed[],
): bigint {
  const { modelId, blockTime } = world
  const twin = world.twinUnder('market')
  const call = { sender: main.address, blockNumber: 1n }
  const received = () => accounts.reduce((sum, { address }) => sum + twin.received(address), 0n)
  return twin.simulate(() => {
    for (const { account, lessons, bundle, salt } of revealed) {
      const [labels, samples] = unzipped(lessons)
      const reveal = { ...call, sender: account.address, time: blockTime }
      twin.reveal(reveal, modelId, labels, samples as Uint16Array[], bundle, salt)
    }
    const later = { ...call, time: state.revealUntil }
    if (twin.incentive(modelId, later.time).revealed === 0n) return received()
    for (const { salt, data } of pages) twin.publish(later, modelId, salt, data)
    for (let next = twin.nextBundle(modelId); next !== undefined; next = twin.nextBundle(modelId)) {
      const { labels, samples, contributor, salt } = twin.contentsOf(modelId, next)!
      const all = BigInt(state.options.testSamples)
      twin.settle(later, modelId, labels, samples, next, contributor, salt, all)
    }
    for (const { bundle } of revealed) {
      if (twin.bundle(modelId, bundle).amount > 0n) twin.claim(later, modelId, bundle)
    }
    return received()
  })
}
