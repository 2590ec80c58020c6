import type { Challenge } from '../../../src/kinds/index.ts'
import type { Transaction } from '../Chain.ts'
import { someClaim } from '../claims.ts'
import type { Dice } from '../Dice.ts'
import { type Claim, classesOf, mechanismTwin, someSample, type World } from '../World.ts'
import type { MechanismSide } from './MechanismSide.ts'

const of = mechanismTwin<'bonded'>

function options(dice: Dice, calm: boolean) {
  if (!calm && dice.oneIn(12)) return { challengeTime: 0, deposit: 0n, surpriseFactor: dice.pick([0, 17]) }
  return {
    challengeTime: calm ? 3600 : dice.pick([1, 60, 3600, dice.between(1, 2 ** 20)]),
    deposit: calm ? 1000n : dice.pick([1n, 7n, 10n ** 15n, BigInt(dice.between(1, 2 ** 30)), 2n ** 64n - 1n]),
    surpriseFactor: dice.pick([1, 4, 16]),
  }
}

type State = Claim & { challenges: readonly Challenge[] }

/** A contribution with its challenges, most often those that it has now; preferably one that has some. */
function someState(world: World): State {
  const { twin, dice, accounts, history } = world
  const contested = history.filter(({ modelId, index }) => of(twin).challenges(modelId, index).length > 0)
  const claim = contested.length > 0 && dice.oneIn(2) ? dice.pick(contested) : someClaim(world)
  const challenges = of(twin).challenges(claim.modelId, claim.index)
  if (!dice.oneIn(10)) return { ...claim, challenges }
  const forged = { account: dice.pick(accounts), label: 0, time: claim.contribution.time }
  return { ...claim, challenges: dice.oneIn(2) ? challenges.slice(0, -1) : [...challenges, forged] }
}

function challenge(world: World): Transaction {
  const { dice, accounts } = world
  const { modelId, index, contribution, challenges } = someState(world)
  const classes = classesOf(world.twin, modelId)
  const label = dice.oneIn(15) ? classes : dice.below(classes)
  const bond = contribution.deposit << BigInt(challenges.length + 1)
  const value = dice.oneIn(12) ? bond / 2n : bond + dice.pick([0n, 0n, 5n])
  const args = [modelId, index, contribution, challenges, label]
  return { functionName: 'challenge', args, sender: dice.pick(accounts), value }
}

function refund(world: World): Transaction {
  const { dice, accounts } = world
  const { modelId, index, contribution, challenges } = someState(world)
  const args = [modelId, index, contribution, challenges]
  return { functionName: 'refund', args, sender: dice.pick(accounts), value: dice.oneIn(60) ? 1n : 0n }
}

/** A label and a well-formed sample. */
function lesson(world: World, modelId: bigint): [label: number, sample: unknown] {
  const classes = classesOf(world.twin, modelId)
  const label = world.dice.oneIn(8) ? classes : world.dice.below(classes)
  return [label, someSample(world, modelId, Number.MAX_SAFE_INTEGER)]
}

const ofUse = ['UnknownModel', 'ModelIncomplete']
const ofState = ['EndsBefore', 'ProofMismatch', 'AlreadyTouched', ...ofUse]
const ofSettlement = ['TooEarly', 'EmptyRevert', ...ofState]

export const bondedSide: MechanismSide = {
  options,
  generators: { challenge, refund },
  functions: [
    ...['challenge', 'challenge', 'challenge', 'challenge', 'challenge'],
    ...['refund', 'refund', 'refund', 'refund'],
  ],
  inMulticalls: ['refund'],
  mostPrice(twin, modelId) {
    const { deposit, surpriseFactor } = of(twin).incentive(modelId).options
    return deposit * BigInt(surpriseFactor)
  },
  view: (world, modelId) => ['priceOf', ...lesson(world, modelId)],
  reads: () => [],
  moments(twin, { modelId, index, contribution }) {
    const { time } = of(twin).challenges(modelId, index).at(-1) ?? contribution
    return [time + of(twin).incentive(modelId).options.challengeTime]
  },
  outcomeOf(_twin, _block, { functionName, args }) {
    const challenges = functionName === 'refund' ? (args[3] as Challenge[]).length : 0
    return challenges === 0 ? functionName : `refund after ${Math.min(3, challenges)} challenges`
  },
  errors: {
    createModel: ['BondedOptionOutOfRange'],
    contribute: ['DepositTooSmall'],
    contributeBatch: ['DepositTooSmall'],
    challenge: ['TooLate', 'AlreadyAsserted', 'LabelOutOfRange', 'BondTooSmall', ...ofState],
    refund: ofSettlement,
    priceOf: ['LabelOutOfRange', ...ofUse],
  },
  successes: [1, 2, 3].map(challenges => `refund after ${challenges} challenges`),
  rare: ['challenge: TooManyChallenges'],
}
