import { type Bundle, createBundle, createTestSet, type TestSet } from '@cotrain/sdk/market'
import { type Hash, keccak256, parseEther, toHex } from 'viem'
import {
  type Context,
  deploy,
  type Measurement,
  marketTimes,
  median,
  runs,
  type Sent,
  sentBy,
  testSamples,
  together,
} from './actions.ts'
import { type Cast, pass } from './chain.ts'
import { type BenchModel, type BenchSample, encodeFor, similarSamples } from './inputs.ts'

/** How many words a test sample has at most, and how many share a page. */
const [maxWords, samplesPerPage] = [20, 40]
/** Samples of a bundle. */
const bundleSamples = 20

/** A market of bundles for each of the model's samples, one after the other; figures are for each sample. */
export async function measureMarket(cast: Cast, bench: BenchModel): Promise<Measurement[]> {
  const { context, code } = await deploy(cast, bench, 'market')
  const rows: Measurement[] = [...code]
  for (const sample of bench.samples) rows.push(...(await marketOf(context, sample)))
  return rows
}

/** A market from its opening to its last claim: of bundles of samples like this one. */
async function marketOf(context: Context<'market'>, sample: BenchSample): Promise<Measurement[]> {
  const { contributor, owner, model } = context
  const testSet = testSetOf(context)
  const opened = await owner.openMarketSync({ model, testSet, bounty: parseEther('10') })
  const bundles = bundlesOf(context, sample)
  const sent: Record<'commit' | 'reveal' | 'settle' | 'claim', Hash[][]> = {
    commit: [],
    reveal: [],
    settle: [],
    claim: [],
  }
  const numbers: bigint[] = []
  for (const bundle of bundles) {
    const committed = await contributor.commitBundlesSync({ model, bundles: [bundle] })
    numbers.push(...committed.bundles)
    sent.commit.push([committed.receipt.transactionHash])
  }
  await pass(owner, marketTimes.commitTime)
  for (const [i, contents] of bundles.entries()) {
    const { receipt } = await contributor.revealBundleSync({ model, contents, bundle: numbers[i]! })
    sent.reveal.push([receipt.transactionHash])
  }
  await pass(owner, marketTimes.revealTime)
  const { hashes: published } = await owner.publishTestSet({ model, testSet })
  for (let steps: Hash[] = [], settled = false; !settled; ) {
    const step = await owner.settleBundleSync({ model })
    steps.push(step.receipt.transactionHash)
    settled = step.settled
    if (step.scored === undefined) continue
    sent.settle.push(steps)
    steps = []
  }
  for (const bundle of numbers) {
    const { receipt } = await contributor.claimRewardSync({ model, bundle })
    sent.claim.push([receipt.transactionHash])
  }
  const all = bundles.length * bundleSamples
  return [
    ...(await Promise.all(
      Object.entries(sent).map(async ([action, each]) => {
        // the first one writes words for the first time
        const later = await Promise.all(
          each.slice(1).map(hashes => togetherOf(context, hashes, bundleSamples)),
        )
        return median(action, sample, later)
      }),
    )),
    {
      action: 'open and publish',
      sample: sample.name,
      ...(await togetherOf(context, [opened.receipt.transactionHash, ...published], all)),
    },
  ]
}

async function togetherOf({ owner }: Context, hashes: readonly Hash[], each: number): Promise<Sent> {
  return together(await Promise.all(hashes.map(hash => sentBy(owner, hash, {}))), each)
}

/** Bundles with nothing random, so that the figures are the same every time; one more than is measured. */
function bundlesOf(
  { bench, classes, contributor, model }: Context<'market'>,
  { features }: BenchSample,
): Bundle[] {
  const similar = similarSamples(bench.file, features, (runs + 1) * bundleSamples)
  return Array.from({ length: runs + 1 }, (_, bundle) => {
    const samples = similar
      .slice(bundle * bundleSamples, (bundle + 1) * bundleSamples)
      .map((each, i) => ({ label: i % classes, sample: encodeFor(bench.file, each) as Uint16Array }))
    const { classifier, modelId } = model
    const salt = keccak256(toHex(bundle))
    return createBundle(samples, { classifier, modelId, contributor: contributor.account.address, salt })
  })
}

/** Samples like the model's own, in their order: a test set shuffles those that it is made of. */
function testSetOf({ bench, classes, model }: Context<'market'>): TestSet {
  const { classifier } = model
  const { features } = bench.samples[0]!
  const data = similarSamples(bench.file, features.slice(0, maxWords), testSamples).map((each, i) => {
    const one = { label: i % classes, sample: encodeFor(bench.file, each) as Uint16Array }
    // one that has a sample twice has nothing to shuffle
    const [page] = createTestSet([one, one], { classifier }).pages
    return page!.data.slice(2, 2 + (page!.data.length - 2) / 2)
  })
  const pages = Array.from({ length: testSamples / samplesPerPage }, (_, i) => ({
    data: `0x${data.slice(i * samplesPerPage, (i + 1) * samplesPerPage).join('')}` as const,
    samples: samplesPerPage,
  }))
  return { classifier, salt: keccak256(toHex(0)), pages }
}
