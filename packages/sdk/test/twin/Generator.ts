import { type Address, type Hex, toHex, zeroAddress } from 'viem'
import { classifiers } from '../../src/kinds/index.ts'
import type { TrainerCall, Transaction } from './Chain.ts'
import { creation, cut, spoilt } from './creation.ts'
import type { Dice } from './Dice.ts'
import { sideOf } from './kinds/index.ts'
import { mechanismOf } from './mechanisms/index.ts'
import { outcomeOf } from './outcomes.ts'
import { callTwin, tryOnTwin } from './TwinSide.ts'
import { allModels, classesOf, isKnown, priceOf, someModel, someSample, type World } from './World.ts'

/** A random transaction of some function; most often of an outcome that has been rarest so far. */
export function generate(world: World, name: string): Transaction {
  const { generators: ofMechanism, prelude } = mechanismOf(world.twin)
  const own = ofMechanism[name]
  if (prelude && !world.dice.oneIn(3)) return firstSuccess(world, own ?? generators[name]!)
  return own ? rarest(world, () => own(world)) : generators[name]!(world)
}

const generators: Record<string, (world: World) => Transaction> = {
  createModel: world => transact(world, 'createModel', creation(world), world.dice.oneIn(30) ? 1n : 0n),
  uploadParameters: world => rarest(world, () => transact(world, 'uploadParameters', upload(world)), 8),
  publishEncoder,
  transferOwnership,
  contribute,
  contributeBatch: world => rarest(world, () => contributeBatch(world), 4),
  addClass,
  pin: world => transact(world, 'pin', [someModel(world.twin, world.dice)]),
  multicall: world => rarest(world, () => multicall(world), 4),
}

/** A random call of a view, of several one whose outcome has been rarest so far. */
export function viewCall(world: World): TrainerCall {
  const { twin, block, tally } = world
  const calls = Array.from({ length: 4 }, () => anyView(world))
  const counts = calls.map(call => tally.of(outcomeOf(twin, block, call, callTwin(twin, block.time, call))))
  return calls[counts.indexOf(Math.min(...counts))]!
}

function anyView(world: World): TrainerCall {
  const { twin, dice, history } = world
  const modelId = BigInt(dice.below(Number(twin.modelCount()) + 1))
  const sample = () => someSample(world, modelId, 4)
  const call = (functionName: string, ...args: unknown[]) => ({ functionName, args: [modelId, ...args] })
  switch (dice.below(12)) {
    case 0:
      return call('predictBatch', Array.from({ length: dice.below(4) }, sample))
    case 1:
      return call(dice.pick(['model', 'incentive', 'classifierOptions', 'price', 'classCount']))
    case 3:
    case 8:
      return call(...mechanismOf(twin).view(world, modelId))
    case 4: {
      const account = dice.pick([...world.accounts, toHex(1, { size: 20 })])
      return dice.pick([
        { functionName: 'modelCount', args: [] },
        { functionName: 'newestModel', args: [account] },
      ])
    }
    case 5:
      return dice.oneIn(2)
        ? call(dice.pick(['log', 'pinned']))
        : call('page', (dice.pick(history)?.index ?? 0n) / 64n)
    case 2:
    case 6:
    case 7: {
      const id = isKnown(twin, modelId) ? modelId : 0n
      if (!isKnown(twin, id)) return call('predict', sample())
      return call(...sideOf(twin).view(dice, twin.classifierOptions(id), sample))
    }
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

function upload({ twin, dice }: World): unknown[] {
  const modelIds = allModels(twin)
  const incomplete = modelIds.filter(id => !twin.model(id).ready)
  const modelId = dice.oneIn(4) || incomplete.length === 0 ? someModel(twin, dice) : dice.pick(incomplete)
  if (!modelIds.includes(modelId)) return [modelId, 0n, []]
  const side = sideOf(twin)
  const options = twin.classifierOptions(modelId)
  const from = Number(twin.model(modelId).uploadedWords)
  const words = side.words(dice, options).slice(from)
  const next = words.slice(
    0,
    dice.oneIn(2) ? words.length : cut(dice, side.headWords?.(options), from, words),
  )
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
  const modelId = mechanismOf(twin).modelFor?.(world) ?? someModel(twin, dice)
  const [label, sample] = labelledSample(world, modelId)
  const price = priceOf(twin, modelId, block)
  const spare = dice.pick([0n, 0n, 1n, price])
  return transact(world, 'contribute', [modelId, label, sample], short(dice, price + spare, price))
}

function contributeBatch(world: World): Transaction {
  const { twin, block, dice } = world
  const modelId = mechanismOf(twin).modelFor?.(world) ?? someModel(twin, dice)
  const length = dice.oneIn(12) ? 0 : dice.between(1, 6)
  const items = Array.from({ length }, () => labelledSample(world, modelId))
  const labels = items.map(([label]) => label)
  if (dice.oneIn(12)) labels.push(0)
  const price = priceOf(twin, modelId, block)
  const most = isKnown(twin, modelId) ? mechanismOf(twin).mostPrice(twin, modelId, block.time) : 0n
  const rest = BigInt(Math.max(0, length - 1)) * most
  const value = short(dice, price + rest, price) + (dice.oneIn(3) ? 5n : 0n)
  return transact(world, 'contributeBatch', [modelId, labels, items.map(([, sample]) => sample)], value)
}

/** Once in a while less than `value`. */
function short(dice: Dice, value: bigint, price: bigint): bigint {
  if (!dice.oneIn(12)) return value
  return dice.pick([0n, price > 0n ? price - 1n : 0n, value > 0n ? value - 1n : 0n])
}

function labelledSample(world: World, modelId: bigint): [label: number, sample: Hex] {
  const { twin, dice } = world
  const classes = classesOf(twin, modelId)
  const label = dice.oneIn(25) ? dice.pick([classes, classes + 1, 255]) : dice.below(classes)
  return [label, someSample(world, modelId, 20)]
}

/** A class for a model that can get some; for others, most often the owner says again who owns it. */
function addClass(world: World): Transaction {
  const { twin, dice } = world
  if (!classifiers[twin.classifier].addsClasses && !dice.oneIn(4)) return transferOwnership(world)
  const name = dice.pick(['newsletter', 'Übung ✓', ''])
  return transact(world, 'addClass', [someModel(twin, dice), name])
}

function multicall(world: World): Transaction {
  const { dice, accounts } = world
  const own = mechanismOf(world.twin).inMulticalls
  const names = [
    ...own,
    ...own,
    'contribute',
    'uploadParameters',
    'publishEncoder',
    'createModel',
    'addClass',
  ]
  const sender = dice.pick(accounts)
  const calls = Array.from({ length: dice.below(4) }, () => {
    const name = dice.pick(names)
    const { functionName, args } = own.includes(name)
      ? successOf(world, name, sender)
      : generators[name]!(world)
    return { functionName, args }
  })
  return { functionName: 'multicall', args: [calls], sender, value: dice.oneIn(20) ? 1n : 0n }
}

/** A call that succeeds for `sender`, if some tries find one. */
function successOf(world: World, name: string, sender: Address): Transaction {
  const generator = mechanismOf(world.twin).generators[name]!
  return firstSuccess(world, () => ({ ...generator(world), sender, value: 0n }))
}

/** The first of some candidates that succeeds. */
function firstSuccess(world: World, candidate: (world: World) => Transaction): Transaction {
  let transaction = candidate(world)
  for (let i = 0; i < 12; i++) {
    if (!('errorName' in tryOnTwin(world.twin, world.block, transaction))) break
    transaction = candidate(world)
  }
  return transaction
}

function transact(world: World, functionName: string, args: unknown[], value = 0n): Transaction {
  const { dice, twin, accounts } = world
  const modelId = args[0]
  const ofOwner =
    functionName !== 'createModel' && functionName !== 'pin' && !functionName.startsWith('contribute')
  const owned = ofOwner && typeof modelId === 'bigint' && isKnown(twin, modelId)
  const sender = owned && !dice.oneIn(6) ? twin.model(modelId).owner : dice.pick(accounts)
  return { functionName, args, sender, value }
}
