import { type Address, concat, type Hex, keccak256, size, toHex } from 'viem'
import type { MarketOptions } from '../../../src/kinds/index.ts'
import { commitmentTo } from '../../../src/twin/incentives/market/Bundles.ts'
import { hash } from '../../../src/twin/incentives/market/TestSet.ts'
import type { Twin } from '../../../src/twin/index.ts'
import { hashOf, phases, statuses } from '../../../src/twin/types/Market.ts'
import type { Transaction } from '../Chain.ts'
import { Dice } from '../Dice.ts'
import { sideOf } from '../kinds/index.ts'
import { allModels, isKnown, mechanismTwin, someModel, type World } from '../World.ts'
import type { MechanismSide } from './MechanismSide.ts'

const of = mechanismTwin<'market'>

function options(dice: Dice, calm: boolean): MarketOptions {
  const good = {
    stake: calm ? 1000n : dice.pick([1n, 10n ** 6n, 10n ** 15n, 2n ** 64n - 1n]),
    fee: dice.pick([0n, 7n, 10n ** 6n]),
    value: dice.pick([1n, 10n ** 6n, 10n ** 15n, 2n ** 80n - 1n]),
    tolerance: dice.pick([0, 10_000, 300_000, 1_000_000]),
    commitTime: dice.pick([4000, 15_000]),
    revealTime: dice.pick([10_000, 15_000]),
    testTime: dice.pick([8000, 25_000]),
    testSamples: dice.pick([2, 4, 8]),
    minSamples: 1,
    maxSamples: dice.pick([2, 3, 4]),
    loss: dice.oneIn(calm ? 100 : 3) ? 1 : 0,
  }
  if (calm || !dice.oneIn(6)) return good
  const wrong = dice.pick<Partial<MarketOptions>>([
    { stake: 0n },
    { value: 0n },
    { value: 2n ** 80n },
    { tolerance: 1_000_001 },
    { commitTime: 0 },
    { revealTime: 0 },
    { testTime: 0 },
    { testSamples: 0 },
    { testSamples: 514 },
    { testSamples: 3 },
    { maxSamples: 65 },
    { minSamples: 5 },
  ])
  return { ...good, ...wrong }
}

/** A bundle as its contributor keeps it. */
type Kept = { labels: number[]; samples: Hex[]; salt: Hex; contributor: Address; commitment: Hex }

/** What was committed, by what the chain keeps of it. */
const kept = new Map<Hex, Kept>()

/** A new bundle of an account. */
function newBundle(world: World, modelId: bigint, contributor: Address): Kept {
  const { twin, dice } = world
  const side = sideOf(twin)
  const options = twin.classifierOptions(modelId)
  const { minSamples, maxSamples } = of(twin).incentive(modelId, 0n).options
  const count = dice.oneIn(15) ? maxSamples + 1 : dice.between(minSamples, maxSamples)
  const drawn = Array.from({ length: count }, () =>
    dice.oneIn(40) ? side.malformed(dice, options) : side.sample(dice, options),
  )
  const samples = [...new Set(drawn)].sort((a, b) => (keccak256(a) < keccak256(b) ? -1 : 1))
  if (dice.oneIn(25)) samples.push(samples[0]!)
  const classes = Math.max(1, Number(twin.classCount(modelId)))
  const labels = samples.map(() => dice.below(classes + (dice.oneIn(40) ? 1 : 0)))
  const salt = toHex(dice.below(2 ** 30), { size: 32 })
  const commitment = commitmentOr(modelId, { labels, samples }, contributor, salt)
  const bundle = { labels, samples, salt, contributor, commitment }
  kept.set(hashOf(bundle), bundle)
  return bundle
}

/** What is committed to, even by who has samples in no order. */
function commitmentOr(
  modelId: bigint,
  contents: { labels: number[]; samples: Hex[] },
  contributor: Address,
  salt: Hex,
): Hex {
  try {
    return commitmentTo(modelId, contents, contributor, salt)
  } catch {
    return keccak256(salt)
  }
}

type Pages = { salt: Hex; pages: Hex[] }

/** The test set of a model's present market: always the same, so that nobody must remember it. */
function testSetOf(twin: Twin, modelId: bigint, first: bigint): Pages {
  const dice = new Dice(Number(modelId * 100n + first) + 17)
  const side = sideOf(twin)
  const options = twin.classifierOptions(modelId)
  const { testSamples } = of(twin).incentive(modelId, 0n).options
  const count = testSamples + (dice.oneIn(15) ? dice.pick([-1, 1]) : 0)
  const samples = Array.from({ length: count }, () => {
    const sample = side.sample(dice, options)
    // Classes are added later: a label that no class has is an outcome, too.
    const label = dice.below(dice.oneIn(40) ? 3 : 2)
    return concat([toHex(label, { size: 1 }), toHex(size(sample), { size: 2 }), sample])
  })
  const onPage = dice.pick([3, 100])
  const pages = Array.from({ length: Math.ceil(count / onPage) }, (_, i) =>
    concat(samples.slice(i * onPage, (i + 1) * onPage)),
  )
  if (dice.oneIn(15)) pages[0] = dice.pick<Hex>(['0x', '0x00', '0x000009'])
  return { salt: keccak256(toHex(Number(modelId) + 5)), pages }
}

function hashesOf(twin: Twin, modelId: bigint, first: bigint): Hex[] {
  const { salt, pages } = testSetOf(twin, modelId, first)
  // once in a while the second page has another salt
  return pages.map((data, i) => hash(modelId, BigInt(i), saltOf(salt, modelId, i), data))
}

function saltOf(salt: Hex, modelId: bigint, page: number): Hex {
  return page > 0 && modelId % 5n === 3n ? keccak256(salt) : salt
}

/** A model whose market is in one of these phases if there is one, most of the time. */
function modelIn({ twin, dice, block }: World, ...wanted: (keyof typeof phases)[]): bigint {
  const numbers: number[] = wanted.map(name => phases[name])
  const found = allModels(twin).filter(id => {
    return twin.model(id).ready && numbers.includes(of(twin).incentive(id, block.time).phase)
  })
  return found.length === 0 || dice.oneIn(8) ? someModel(twin, dice) : dice.pick(found)
}

function call(
  world: World,
  functionName: string,
  args: unknown[],
  value = 0n,
  sender?: Address,
): Transaction {
  return { functionName, args, sender: sender ?? world.dice.pick(world.accounts), value }
}

function ownerOf({ twin, dice, accounts }: World, modelId: bigint): Address {
  return isKnown(twin, modelId) && !dice.oneIn(10) ? twin.model(modelId).owner : dice.pick(accounts)
}

function setMarketOptions(world: World): Transaction {
  const modelId = modelIn(world, 'None', 'Settled', 'Defaulted', 'Cancelled')
  const args = [modelId, options(world.dice, false)]
  return call(world, 'setMarketOptions', args, 0n, ownerOf(world, modelId))
}

function open(world: World): Transaction {
  const { twin, dice, block } = world
  const modelId = modelIn(world, 'None', 'Settled', 'Defaulted', 'Cancelled')
  const { firstBundle, bundles } = isKnown(twin, modelId)
    ? of(twin).incentive(modelId, block.time)
    : { firstBundle: 0n, bundles: 0n }
  const hashes = isKnown(twin, modelId) ? hashesOf(twin, modelId, firstBundle + bundles) : []
  if (dice.oneIn(15)) hashes.splice(0, hashes.length, ...Array<Hex>(dice.pick([0, 17])).fill(keccak256('0x')))
  const bounty = dice.pick([1n, 999n, 10n ** 18n, 10n ** 18n, 2n ** 80n - 1n])
  const value = dice.oneIn(12) ? dice.pick([0n, 2n ** 80n]) : bounty
  return call(world, 'open', [modelId, hashes], value, ownerOf(world, modelId))
}

function commit(world: World): Transaction {
  const { twin, dice, accounts } = world
  const modelId = modelIn(world, 'Committing')
  const sender = dice.pick(accounts)
  const count = dice.oneIn(15) ? 0 : dice.between(1, 3)
  const usable = isKnown(twin, modelId) && twin.model(modelId).ready
  const commitments = usable
    ? Array.from({ length: count }, () => newBundle(world, modelId, sender).commitment)
    : []
  const price = usable ? of(twin).price(modelId, 0n) : 0n
  const value = BigInt(commitments.length) * price + (dice.oneIn(15) ? 1n : 0n)
  return call(world, 'commit', [modelId, commitments], value, sender)
}

function cancel(world: World): Transaction {
  const { twin, dice, block } = world
  const modelId = modelIn(world, 'Committing')
  const { sponsor } = isKnown(twin, modelId)
    ? of(twin).incentive(modelId, block.time)
    : { sponsor: undefined }
  return call(world, 'cancel', [modelId], 0n, sponsor && !dice.oneIn(4) ? sponsor : undefined)
}

/** The bundles of a model, by number, that have a status. */
function bundlesWith(twin: Twin, modelId: bigint, status: keyof typeof statuses): bigint[] {
  return allBundles(twin, modelId).filter(
    bundle => of(twin).bundle(modelId, bundle).status === statuses[status],
  )
}

function allBundles(twin: Twin, modelId: bigint): bigint[] {
  if (!isKnown(twin, modelId)) return []
  const { firstBundle, bundles } = of(twin).incentive(modelId, 0n)
  return Array.from({ length: Number(firstBundle + bundles) }, (_, i) => BigInt(i))
}

/** Some bundle that has a status, most of the time; and what its contributor keeps of it. */
function bundleWith({ twin, dice }: World, modelId: bigint, status: keyof typeof statuses) {
  const found = bundlesWith(twin, modelId, status)
  const all = allBundles(twin, modelId)
  const bundle = found.length > 0 && !dice.oneIn(8) ? dice.pick(found) : BigInt(dice.below(all.length + 1))
  return { bundle, contents: contentsAt(twin, modelId, bundle) }
}

function contentsAt(twin: Twin, modelId: bigint, bundle: bigint): Kept | undefined {
  return isKnown(twin, modelId) ? kept.get(of(twin).bundle(modelId, bundle).hash) : undefined
}

const nothing: Kept = {
  labels: [0],
  samples: ['0x0001'],
  salt: toHex(1, { size: 32 }),
  contributor: toHex(1, { size: 20 }),
  commitment: toHex(1, { size: 32 }),
}

function reveal(world: World): Transaction {
  const { dice } = world
  const modelId = modelIn(world, 'Revealing')
  const { bundle, contents = nothing } = bundleWith(world, modelId, 'Committed')
  const salt = dice.oneIn(20) ? nothing.salt : contents.salt
  const args = [modelId, contents.labels, contents.samples, bundle, salt]
  return call(world, 'reveal', args, 0n, dice.oneIn(20) ? undefined : contents.contributor)
}

function publish(world: World): Transaction {
  const { twin, dice, block } = world
  const modelId = modelIn(world, 'Testing')
  if (!isKnown(twin, modelId)) return call(world, 'publish', [modelId, nothing.salt, '0x'])
  const { firstBundle, published } = of(twin).incentive(modelId, block.time)
  const { salt, pages } = testSetOf(twin, modelId, firstBundle)
  const page = Math.min(Number(published), pages.length - 1)
  const data = dice.oneIn(15) ? concat([pages[page]!, '0x00']) : pages[page]!
  const right = saltOf(salt, modelId, page)
  return call(world, 'publish', [modelId, dice.oneIn(15) ? nothing.salt : right, data])
}

function settle(world: World): Transaction {
  const { twin, dice } = world
  const modelId = modelIn(world, 'Settling')
  const next = isKnown(twin, modelId) ? of(twin).nextBundle(modelId) : undefined
  const { bundle, contents = nothing } =
    next !== undefined && !dice.oneIn(6)
      ? { bundle: next, contents: contentsAt(twin, modelId, next) }
      : bundleWith(world, modelId, 'Revealed')
  const { labels, samples, contributor, salt } = contents
  const tests = dice.oneIn(15) ? 0n : dice.pick([1n, 2n, 3n, 100n])
  const wrong = dice.oneIn(20) ? labels.map(label => label ^ 1) : labels
  return call(world, 'settle', [modelId, wrong, samples, bundle, contributor, salt, tests])
}

function close(world: World): Transaction {
  return call(world, 'close', [modelIn(world, 'Overdue')])
}

function claim(world: World): Transaction {
  const modelId = modelIn(world, 'Settled', 'Settling')
  return call(world, 'claim', [modelId, bundleWith(world, modelId, 'Settled').bundle])
}

function claimBack(world: World): Transaction {
  const { dice } = world
  const modelId = modelIn(world, 'Defaulted', 'Cancelled')
  const { bundle, contents = nothing } = bundleWith(world, modelId, dice.pick(['Committed', 'Revealed']))
  const { contributor, commitment } = dice.oneIn(15) ? nothing : contents
  return call(world, 'claimBack', [modelId, bundle, contributor, commitment])
}

/** What is to be done next in some market. */
function due(world: World): Transaction {
  const { twin, dice, block } = world
  const steps = allModels(twin).flatMap(modelId => {
    const { phase, unpaid } = of(twin).incentive(modelId, block.time)
    const step = stepIn[phase]!
    const claims = phase === phases.Settled ? claim : claimBack
    return unpaid > 0n && phase >= phases.Settled ? [claims] : [step]
  })
  return steps.length === 0 ? open(world) : dice.pick(steps)(world)
}

/** By phase. */
const stepIn = [open, commit, reveal, publish, close, settle, open, open, open]

const ofUse = ['UnknownModel', 'ModelIncomplete']

export const marketSide: MechanismSide = {
  options,
  generators: {
    due,
    setMarketOptions,
    open,
    commit,
    cancel,
    reveal,
    publish,
    settle,
    close,
    claim,
    claimBack,
  },
  functions: [
    ...Array(30).fill('due'),
    ...['open', 'commit', 'reveal', 'publish', 'settle', 'settle', 'claim', 'claimBack', 'close'],
    ...['setMarketOptions', 'cancel'],
  ],
  prelude: [
    ['open', 'open', 'open'],
    ['commit', 'commit', 'commit', 'commit', 'commit', 'commit'],
  ],
  inMulticalls: ['reveal', 'publish', 'settle', 'claim', 'claimBack', 'close'],
  mostPrice: () => 0n,
  view(world, modelId) {
    const { twin, dice, accounts } = world
    if (dice.oneIn(3)) return ['bundle', BigInt(dice.below(6))]
    if (dice.oneIn(2)) return ['nextNumber']
    const contributor = dice.pick(accounts)
    const usable = isKnown(twin, modelId)
    const { labels, samples, salt } = usable ? newBundle(world, modelId, contributor) : nothing
    const given = dice.oneIn(8) ? labels.slice(1) : labels
    return ['commitmentOf', given, samples, contributor, salt]
  },
  reads(twin, modelId) {
    const bundles = [...allBundles(twin, modelId), BigInt(allBundles(twin, modelId).length)]
    const settling = of(twin).nextBundle(modelId) !== undefined
    return [
      ...bundles.map((bundle): [string, unknown] => ['bundle', bundle]),
      ...(settling ? [['nextNumber'] as [string]] : []),
    ]
  },
  moments(twin, _, now) {
    const times = allModels(twin).flatMap(modelId => {
      const { phase, commitUntil, revealUntil, testUntil } = of(twin).incentive(modelId, now)
      const over = phase === phases.None || phase > phases.Overdue
      return over ? [] : [commitUntil, revealUntil, testUntil]
    })
    const coming = times.filter(time => time > now).map(Number)
    return [coming.length > 0 ? Math.min(...coming) : Number(now)]
  },
  errors: {
    addClass: ['ClassesFixed'],
    createModel: ['MarketOptionOutOfRange', 'TestSamplesOdd'],
    contribute: ['BundlesOnly'],
    contributeBatch: ['BundlesOnly'],
    setMarketOptions: ['UnknownModel', 'NotOwner', 'WrongPhase', 'MarketNotPaid', 'MarketOptionOutOfRange'],
    open: ['NotOwner', 'WrongPhase', 'MarketNotPaid', 'PageCountOutOfRange', 'BountyOutOfRange', ...ofUse],
    commit: ['WrongPhase', 'NoBundle', 'ValueMismatch', ...ofUse],
    cancel: ['WrongPhase', 'NotSponsor', ...ofUse],
    reveal: ['WrongPhase', 'WrongBundle', 'BundleMismatch', ...ofUse],
    publish: ['WrongPhase', 'PageMismatch', 'TestSampleCount', ...ofUse],
    settle: ['WrongPhase', 'NothingToSettle', 'WrongBundle', 'NotNext', 'BundleMismatch', ...ofUse],
    close: ['WrongPhase', ...ofUse],
    claim: ['WrongBundle', ...ofUse],
    claimBack: ['WrongPhase', 'WrongBundle', 'BundleMismatch', ...ofUse],
    bundle: ['UnknownModel'],
    nextNumber: ['WrongPhase', ...ofUse],
    commitmentOf: ['BundleSizeOutOfRange', 'LengthMismatch', 'SamplesNotAscending', ...ofUse],
  },
  successes: [],
  rare: [
    'createModel: LossNotOffered',
    'setMarketOptions: LossNotOffered',
    'setMarketOptions: TestSamplesOdd',
    'reveal: BundleSizeOutOfRange',
    'reveal: EmptySample',
    'reveal: LabelOutOfRange',
    'commitmentOf: EmptySample',
    'commitmentOf: LabelOutOfRange',
    'reveal: SamplesNotAscending',
    'open: Overflow',
    'publish: SaltMismatch',
    'publish: PageMalformed',
    'publish: LabelOutOfRange',
    'publish: TestSampleTooDear',
    'settle: SamplesNotAscending',
  ],
}
