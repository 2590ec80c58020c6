import { type Address, concat, type Hex, slice, toHex, zeroAddress } from 'viem'
import type { Contribution } from '../../src/kinds/index.ts'
import { encodeClassifierOptions, encodeIncentiveOptions } from '../../src/kinds/index.ts'
import type { Twin } from '../../src/twin/index.ts'
import type { TrainerCall, Transaction } from './Chain.ts'
import type { Dice } from './Dice.ts'
import { outcomeOf } from './outcomes.ts'
import { malformedSample, sampleFor, wordsFor } from './samples.ts'
import type { Tally } from './Tally.ts'
import { type Block, tryOnTwin } from './TwinSide.ts'

/** A contribution as somebody may bring it, up to date or not. */
export type Claim = { modelId: bigint; index: bigint; contribution: Contribution }

export type World = {
  twin: Twin
  block: Block
  accounts: readonly Address[]
  dice: Dice
  /** What happened so far in this sequence. */
  tally: Tally
  /** States of contributions that were once open. */
  history: readonly Claim[]
}

/** Random transactions, most of them of the kinds that have happened least so far. */
export const generators: Record<string, (world: World) => Transaction> = {
  createModel: world => transact(world, 'createModel', creation(world), world.dice.oneIn(30) ? 1n : 0n),
  uploadParameters: world => transact(world, 'uploadParameters', upload(world)),
  publishEncoder,
  transferOwnership,
  contribute,
  contributeBatch,
  refund: world => rarest(world, () => claim(world, 'refund')),
  take: world => rarest(world, () => claim(world, 'take')),
  multicall: world => rarest(world, () => multicall(world), 4),
}

/** Random calls of the views. */
export function viewCall({ twin, accounts, dice, history }: World): TrainerCall {
  const modelId = BigInt(dice.below(Number(twin.modelCount()) + 1))
  const featureCount = featureCountOf(twin, modelId)
  const sample = () => (dice.oneIn(4) ? malformedSample(dice, featureCount) : sampleFor(dice, featureCount))
  const call = (functionName: string, ...args: unknown[]) => ({ functionName, args: [modelId, ...args] })
  switch (dice.below(12)) {
    case 0:
      return call('predictBatch', Array.from({ length: dice.below(4) }, sample))
    case 1:
      return call(dice.pick(['model', 'incentive', 'classifierOptions', 'price']))
    case 2:
      return call('parameters', BigInt(dice.pick([0, 1, 7, 4090, 4096, 4097, 1e6])), BigInt(dice.below(9)))
    case 3:
      return call('verified', dice.pick(accounts))
    case 4:
      return { functionName: 'modelCount', args: [] }
    case 5:
      return call('record', dice.pick(history)?.index ?? 0n)
    case 6:
    case 7:
      return call('score', sample())
    default:
      return call('predict', sample())
  }
}

/** Of several candidates one whose outcome has been rarest so far. */
function rarest(world: World, candidate: () => Transaction, tries = 20): Transaction {
  let best = candidate()
  if (world.dice.oneIn(4)) return best
  let fewest = Number.POSITIVE_INFINITY
  for (let i = 0; i < tries; i++) {
    const next = candidate()
    const result = tryOnTwin(world.twin, world.block, next)
    const count = world.tally.of(outcomeOf(world.twin, world.block, next, result))
    if (count < fewest) {
      best = next
      fewest = count
    }
  }
  return best
}

function creation({ dice }: World): unknown[] {
  const bits = dice.oneIn(30) ? dice.pick([0, 7, 17, 255]) : dice.between(8, 16)
  const max = 2 ** (bits - 1) - 1
  const rate = dice.oneIn(30)
    ? dice.pick([0, max + 1, 65_535])
    : dice.pick([1, 1, 2, 10, Math.ceil(max / 3), max])
  const featureCount = dice.oneIn(30)
    ? dice.pick([0, 65_537, 2 ** 24 - 1])
    : dice.pick([1, 2, 5, 12, 12, dice.between(13, 80), dice.between(81, 500)])
  const options = {
    featureCount,
    weightBits: bits,
    learningRate: Math.min(65_535, Math.max(0, Math.floor(rate))),
  }
  const classifier = encodeClassifierOptions('sparse-perceptron-drt', options)

  const refundTime = dice.pick([0, 0, 1, 60, 3600, dice.below(2 ** 22)])
  const ownerClaimTime = refundTime + dice.pick([0, 1, 60, 36_000, 100_000])
  const anyClaimTime = ownerClaimTime + dice.pick([0, 1, 60, 100_000, 360_000])
  const times = dice.oneIn(20)
    ? { refundTime: 5, ownerClaimTime: dice.pick([4, 5]), anyClaimTime: 4 }
    : { refundTime, ownerClaimTime, anyClaimTime }
  const depositWeight = dice.pick([0, 1, 1, dice.below(1e6), dice.below(1e6), 2 ** 40 - 1])
  const incentive = encodeIncentiveOptions('sparse-perceptron-drt', { ...times, depositWeight })

  const usual = Math.min(featureCount, 500)
  const words = wordsFor(dice, usual, Math.min(16, Math.max(8, bits)))
  const given = dice.oneIn(5) ? words.slice(0, dice.below(words.length + 1)) : words
  const metadata = `{"name":"${dice.pick(['spam', 'Übung ✓', ''])}"}`
  return [broken(dice, classifier), broken(dice, incentive), metadata, spoilt(dice, given)]
}

/** Once in a while options that do not decode. */
function broken(dice: Dice, options: Hex): Hex {
  if (!dice.oneIn(40)) return options
  switch (dice.below(3)) {
    case 0:
      return slice(options, 0, dice.pick([1, 31, 64, 95]))
    case 1:
      return concat([toHex(2n ** 255n, { size: 32 }), slice(options, 32)])
    default:
      return concat([options, '0x1234'])
  }
}

/** Once in a while words that are too many, or have a bit above the last weight. */
function spoilt(dice: Dice, words: readonly bigint[]): readonly bigint[] {
  if (dice.oneIn(20)) return [...words, 0n]
  if (dice.oneIn(10) && words.length > 0) return words.with(dice.below(words.length), 2n ** 256n - 1n)
  return words
}

function upload({ twin, dice }: World): unknown[] {
  const modelIds = allModels(twin)
  const incomplete = modelIds.filter(id => !twin.model(id).ready)
  const modelId = dice.oneIn(4) || incomplete.length === 0 ? someModel(twin, dice) : dice.pick(incomplete)
  if (!modelIds.includes(modelId)) return [modelId, 0n, []]
  const { featureCount, weightBits } = twin.classifierOptions(modelId)
  const from = Number(twin.model(modelId).uploadedWords)
  const words = wordsFor(dice, featureCount, weightBits).slice(from)
  const next = dice.oneIn(2) ? words : words.slice(0, dice.between(0, words.length))
  const offset = dice.oneIn(8) ? BigInt(dice.below(from + 3)) : BigInt(from)
  return [modelId, offset, spoilt(dice, next)]
}

function publishEncoder(world: World): Transaction {
  const data = toHex(world.dice.pick(['', 'viagra\nmeeting', '\u{1f600}']))
  return transact(world, 'publishEncoder', [someModel(world.twin, world.dice), data])
}

function transferOwnership(world: World): Transaction {
  const { twin, dice, accounts } = world
  const newOwner = dice.oneIn(8) ? zeroAddress : dice.pick(accounts)
  return transact(world, 'transferOwnership', [someModel(twin, dice), newOwner])
}

function contribute(world: World): Transaction {
  const { twin, block, dice } = world
  const modelId = someModel(twin, dice)
  const [label, sample] = labelledSample(world, modelId)
  const price = priceOf(twin, modelId, block)
  const spare = dice.pick([0n, 0n, 1n, price])
  return transact(world, 'contribute', [modelId, label, sample], short(dice, price + spare, price))
}

function contributeBatch(world: World): Transaction {
  const { twin, block, dice } = world
  const modelId = someModel(twin, dice)
  const length = dice.oneIn(12) ? 0 : dice.between(1, 6)
  const items = Array.from({ length }, () => labelledSample(world, modelId))
  const labels = items.map(([label]) => label)
  if (dice.oneIn(12)) labels.push(0)
  const price = priceOf(twin, modelId, block)
  const { depositWeight } = isKnown(twin, modelId) ? twin.incentive(modelId).options : { depositWeight: 0 }
  const rest = BigInt(Math.max(0, length - 1)) * BigInt(depositWeight) * 3600n * 10n ** 9n
  const value = short(dice, price + rest, price) + (dice.oneIn(3) ? 5n : 0n)
  return transact(world, 'contributeBatch', [modelId, labels, items.map(([, sample]) => sample)], value)
}

/** Once in a while less than `value`. */
function short(dice: Dice, value: bigint, price: bigint): bigint {
  if (!dice.oneIn(12)) return value
  return dice.pick([0n, price > 0n ? price - 1n : 0n, value > 0n ? value - 1n : 0n])
}

function labelledSample({ twin, dice }: World, modelId: bigint): [label: number, sample: Hex] {
  const featureCount = featureCountOf(twin, modelId)
  const label = dice.oneIn(25) ? dice.pick([2, 3, 255]) : dice.below(2)
  return [label, dice.oneIn(20) ? malformedSample(dice, featureCount) : sampleFor(dice, featureCount)]
}

function claim(world: World, functionName: 'refund' | 'take'): Transaction {
  const { dice, accounts } = world
  const { modelId, index, contribution } = someClaim(world)
  const takers = contribution.takers
  const senders = [
    contribution.contributor,
    ...(takers.length > 0 ? [takers.at(-1)!] : []),
    dice.pick(accounts),
  ]
  const value = dice.oneIn(60) ? 1n : 0n
  return { functionName, args: [modelId, index, contribution], sender: dice.pick(senders), value }
}

function someClaim({ twin, dice, history, accounts }: World): Claim {
  if (history.length === 0 || dice.oneIn(40)) {
    const contribution = { contributor: accounts[0]!, label: 0, time: 1, deposit: 0n, remaining: 0n }
    return {
      modelId: someModel(twin, dice),
      index: 7n,
      contribution: { ...contribution, takers: [], sample: '0x' },
    }
  }
  const { modelId, index, contribution } = dice.pick(history)
  const current = twin.contribution(modelId, index)
  if (dice.oneIn(12)) return { modelId, index, contribution }
  return { modelId, index, contribution: altered(dice, current ?? contribution) }
}

/** Once in a while a state that is not the chain's. */
function altered(dice: Dice, state: Contribution): Contribution {
  if (!dice.oneIn(12)) return state
  const changes: Partial<Contribution>[] = [
    { remaining: state.remaining + 1n },
    { label: 1 - (state.label & 1) },
    { time: state.time - 1 },
    { takers: [...state.takers, state.contributor] },
    { sample: concat([state.sample, '0xff']) },
    { deposit: state.deposit + 1n },
  ]
  return { ...state, ...dice.pick(changes) }
}

function multicall(world: World): Transaction {
  const { dice, accounts } = world
  const kinds = [
    'refund',
    'refund',
    'take',
    'take',
    'contribute',
    'uploadParameters',
    'publishEncoder',
    'createModel',
  ]
  const sender = dice.pick(accounts)
  const calls = Array.from({ length: dice.below(4) }, () => {
    const kind = dice.pick(kinds)
    const { functionName, args } =
      kind === 'refund' || kind === 'take' ? claimOf(world, kind, sender) : generators[kind]!(world)
    return { functionName, args }
  })
  return { functionName: 'multicall', args: [calls], sender, value: dice.oneIn(20) ? 1n : 0n }
}

/** A claim that succeeds for `sender`, if some tries find one. */
function claimOf(world: World, kind: 'refund' | 'take', sender: Address): Transaction {
  let transaction = claim(world, kind)
  for (let i = 0; i < 12; i++) {
    transaction = { ...claim(world, kind), sender, value: 0n }
    if (!('errorName' in tryOnTwin(world.twin, world.block, transaction))) break
  }
  return transaction
}

function transact(world: World, functionName: string, args: unknown[], value = 0n): Transaction {
  const { dice, twin, accounts } = world
  const modelId = args[0]
  const owned =
    typeof modelId === 'bigint' && isKnown(twin, modelId) && !functionName.startsWith('contribute')
  const sender = owned && !dice.oneIn(6) ? twin.model(modelId).owner : dice.pick(accounts)
  return { functionName, args, sender, value }
}

function allModels(twin: Twin): bigint[] {
  return Array.from({ length: Number(twin.modelCount()) }, (_, i) => BigInt(i))
}

function isKnown(twin: Twin, modelId: bigint): boolean {
  return modelId < twin.modelCount()
}

/** Half of the time the first that is ready, so that one model has a long history; rarely one that is not there. */
function someModel(twin: Twin, dice: Dice): bigint {
  const models = allModels(twin)
  if (models.length === 0 || dice.oneIn(30)) return BigInt(models.length + dice.below(2))
  const first = models.find(id => twin.model(id).ready)
  return first !== undefined && dice.oneIn(2) ? first : dice.pick(models)
}

function featureCountOf(twin: Twin, modelId: bigint): number {
  return isKnown(twin, modelId) ? twin.classifierOptions(modelId).featureCount : 5
}

function priceOf(twin: Twin, modelId: bigint, { time }: Block): bigint {
  return isKnown(twin, modelId) && twin.model(modelId).ready ? twin.price(modelId, time) : 1n
}
