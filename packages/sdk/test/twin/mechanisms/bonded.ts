import { type Address, zeroAddress } from 'viem'
import { defaultOptions } from '../../../src/kinds/index.ts'
import type { BondedOptions, Challenge } from '../../../src/kinds/types.ts'
import { leafWith } from '../../../src/record/leaf.ts'
import type { TrainerCall, Transaction } from '../Chain.ts'
import { someClaim } from '../claims.ts'
import type { Dice } from '../Dice.ts'
import type { ViewOfModel } from '../kinds/KindSide.ts'
import { type Claim, classesOf, isKnown, mechanismTwin, someSample, type World } from '../World.ts'
import { court, courtCode, courtFee } from './court.ts'
import type { MechanismSide } from './MechanismSide.ts'

const of = mechanismTwin<'bonded'>

/** An account that is a referee, where there is one. */
const referee: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'

function options(dice: Dice, calm: boolean): BondedOptions {
  const usual = { ...defaultOptions('bonded'), ...arbiterFor(dice) }
  if (!calm && dice.oneIn(12)) return { ...usual, ...dice.pick(wrong) }
  return {
    ...usual,
    challengeTime: calm ? 3600 : dice.pick([1, 60, 3600, dice.between(1, 2 ** 20)]),
    deposit: calm ? 10n ** 12n : dice.pick([10n ** 12n, 10n ** 12n + 7n, 10n ** 15n, 2n ** 64n - 1n]),
    surpriseFactor: dice.pick([1, 4, 16]),
    maxChallenges: calm ? 2 : dice.pick([2, 2, 3, 4]),
  }
}

/** Options that the contract refuses. */
const wrong: readonly Partial<BondedOptions>[] = [
  { challengeTime: 0 },
  { deposit: 10n ** 12n - 1n },
  { surpriseFactor: 17 },
  { maxChallenges: 1 },
  { maxChallenges: 5 },
  { arbiter: zeroAddress, court: true },
  { arbiter: zeroAddress, court: false, rulingTime: 1 },
  { arbiter: referee, court: false, rulingTime: 1, arbiterData: '0x00' },
  { arbiter: court, court: true, rulingTime: 1, arbiterData: `0x${'00'.repeat(1025)}` },
  { arbiter: court, rulingTime: 0 },
]

function arbiterFor(dice: Dice): Partial<BondedOptions> {
  if (dice.oneIn(5)) return {}
  const rulingTime = dice.pick([60, 7200, 100_000])
  if (dice.oneIn(2)) return { arbiter: referee, rulingTime }
  return { arbiter: court, court: true, rulingTime, arbiterData: dice.pick(['0x', '0x0102']) }
}

type State = Claim & { challenges: readonly Challenge[] }

/** A contribution with its challenges, most often those that it has now; preferably one that has many. */
function someState(world: World): State {
  const { twin, dice, accounts, history } = world
  const countOf = ({ modelId, index }: Claim) => of(twin).challenges(modelId, index).length
  const contested = history.filter(claim => countOf(claim) > 0)
  const most = Math.max(...contested.map(countOf))
  const dearest = contested.filter(claim => countOf(claim) === most)
  const some = dice.oneIn(2) ? dearest : contested
  const claim = contested.length > 0 && !dice.oneIn(3) ? dice.pick(some) : someClaim(world)
  const challenges = of(twin).challenges(claim.modelId, claim.index)
  if (!dice.oneIn(10)) return { ...claim, challenges }
  const forged = { account: dice.pick(accounts), label: 0, time: claim.contribution.time }
  return { ...claim, challenges: dice.oneIn(2) ? challenges.slice(0, -1) : [...challenges, forged] }
}

/** The same, preferably one that can be disputed. */
function someContested(world: World): State {
  const { twin, dice, history, block } = world
  const contested = history.filter(({ modelId, index }) => {
    const { maxChallenges, arbiter, challengeTime } = of(twin).incentive(modelId).options
    const challenges = of(twin).challenges(modelId, index)
    const isFull = arbiter !== zeroAddress && challenges.length === maxChallenges
    return isFull && Number(block.time) < challenges.at(-1)!.time + challengeTime
  })
  if (contested.length === 0 || dice.oneIn(6)) return someState(world)
  const claim = dice.pick(contested)
  return { ...claim, challenges: of(twin).challenges(claim.modelId, claim.index) }
}

function someLabel({ twin, dice }: World, modelId: bigint): number {
  const classes = classesOf(twin, modelId)
  return dice.oneIn(15) ? classes : dice.below(classes)
}

function challenge(world: World): Transaction {
  const { dice, accounts } = world
  const { modelId, index, contribution, challenges } = someState(world)
  const bond = contribution.deposit << BigInt(challenges.length + 1)
  const value = dice.oneIn(12) ? bond / 2n : bond + dice.pick([0n, 0n, 5n])
  const args = [modelId, index, contribution, challenges, someLabel(world, modelId)]
  return { functionName: 'challenge', args, sender: dice.pick(accounts), value }
}

function refund(world: World): Transaction {
  const { dice, accounts } = world
  const { modelId, index, contribution, challenges } = someState(world)
  const args = [modelId, index, contribution, challenges]
  return { functionName: 'refund', args, sender: dice.pick(accounts), value: dice.oneIn(60) ? 1n : 0n }
}

/** A sample that was contributed before, to the same model. */
function contributeAgain(world: World): Transaction {
  const { twin, dice, accounts, history } = world
  const { modelId, contribution } = dice.pick(history) ?? someClaim(world)
  const value = isKnown(twin, modelId) ? bondedSide.mostPrice(twin, modelId, 0n) : 0n
  const args = [modelId, someLabel(world, modelId), contribution.sample]
  return { functionName: 'contribute', args, sender: dice.pick(accounts), value }
}

function dropDuplicate(world: World): Transaction {
  const { dice, accounts, history } = world
  const all = history.map(each => ({
    ...each,
    challenges: of(world.twin).challenges(each.modelId, each.index),
  }))
  const twins = all.flatMap(later =>
    history
      .filter(
        earlier =>
          earlier.modelId === later.modelId &&
          earlier.contribution.sample === later.contribution.sample &&
          (earlier.index < later.index || dice.oneIn(10)),
      )
      .map(earlier => ({ later, earlier })),
  )
  const { later, earlier } =
    twins.length > 0 && !dice.oneIn(6)
      ? dice.pick(twins)
      : { later: someState(world), earlier: someClaim(world) }
  const { contributor, index, label, time, deposit } = earlier.contribution
  const original = { contributor, index, label, time: dice.oneIn(10) ? time - 1 : time, deposit }
  const args = [later.modelId, later.index, later.contribution, later.challenges, original]
  return { functionName: 'dropDuplicate', args, sender: dice.pick(accounts), value: 0n }
}

/** One of the newest contributions that are open, or any. */
function someNew(world: World): State {
  const { twin, dice, history } = world
  const open = history.slice(-8).filter(each => twin.contribution(each.modelId, each.index))
  if (open.length === 0 || dice.oneIn(3)) return someState(world)
  const claim = dice.pick(open)
  return { ...claim, challenges: of(twin).challenges(claim.modelId, claim.index) }
}

/** A pool for the next challenge of a contribution, or for one that was made before; sometimes for none at all. */
function somePool(world: World): unknown[] {
  const { dice } = world
  const { modelId, contribution, challenges } = someNew(world)
  const before = dice.oneIn(3) ? challenges.slice(0, dice.below(challenges.length + 1)) : challenges
  const bond = contribution.deposit << BigInt(before.length + 1)
  const label = challenges[before.length]?.label ?? someLabel(world, modelId)
  return [modelId, leafWith(contribution, before), label, dice.oneIn(15) ? bond + 1n : bond]
}

/** A pool that has made its challenge, if there is one, with somebody who may have pledged. */
function stakedPool(world: World): unknown[] | undefined {
  const { twin, dice, accounts, history } = world
  const rounds = history.flatMap(claim => {
    const challenges = of(twin).challenges(claim.modelId, claim.index)
    return challenges.flatMap(({ account, label }, round) =>
      accounts.includes(account) ? [] : [{ claim, challenges: challenges.slice(0, round), label }],
    )
  })
  if (rounds.length === 0) return undefined
  const { claim, challenges, label } = dice.pick(rounds)
  const { modelId, contribution } = claim
  const leaf = leafWith(contribution, challenges)
  return [modelId, leaf, label, contribution.deposit << BigInt(challenges.length + 1)]
}

function pledge(world: World): Transaction {
  const { dice, accounts } = world
  const pool = somePool(world)
  const bond = pool[3] as bigint
  const value = dice.pick([bond, bond, bond, bond / 2n, bond / 3n + 1n, bond + 5n, 0n])
  return { functionName: 'pledge', args: pool, sender: dice.pick(accounts), value }
}

function withdraw(world: World): Transaction {
  const { dice, accounts } = world
  const args = (dice.oneIn(2) ? stakedPool(world) : undefined) ?? somePool(world)
  return { functionName: 'withdraw', args, sender: dice.pick(accounts), value: 0n }
}

/** Most often for a contribution whose pool is full, if there is one. */
function challengeTogether(world: World): Transaction {
  const { twin, dice, accounts, history } = world
  const newest = history.slice(-8).map(claim => ({
    ...claim,
    challenges: of(twin).challenges(claim.modelId, claim.index),
  }))
  const full = [...newest, someState(world)].flatMap(state => {
    const { modelId, contribution, challenges } = state
    const leaf = leafWith(contribution, challenges)
    const bond = contribution.deposit << BigInt(challenges.length + 1)
    return Array.from({ length: classesOf(twin, modelId) }, (_, label) => ({ ...state, label })).filter(
      ({ label }) => of(twin).pool(modelId, leaf, label, bond).pledged >= bond,
    )
  })
  const { modelId, index, contribution, challenges, label } =
    full.length > 0 && !dice.oneIn(8) ? dice.pick(full) : { ...someState(world), label: 0 }
  const args = [modelId, index, contribution, challenges, label]
  return { functionName: 'challengeTogether', args, sender: dice.pick(accounts), value: 0n }
}

function dispute(world: World): Transaction {
  const { dice, accounts, block } = world
  const { modelId, index, contribution, challenges } = someContested(world)
  const args = [modelId, index, contribution, challenges, { fee: courtFee, disputeId: block.time }]
  const value = dice.pick([courtFee, courtFee + 3n, courtFee - 1n])
  return { functionName: 'dispute', args, sender: dice.pick(accounts), value }
}

/** The contributions that are in a dispute, with its number. */
function disputed({ twin, history }: World): (State & { disputeId: bigint })[] {
  return history.flatMap(claim => {
    const disputeId = of(twin).disputeAbout(claim.modelId, claim.index)
    if (disputeId === undefined) return []
    return [{ ...claim, challenges: of(twin).challenges(claim.modelId, claim.index), disputeId }]
  })
}

function rule(world: World): Transaction {
  const { twin, dice, accounts } = world
  const open = disputed(world)
  const some = open.length > 0 && !dice.oneIn(12) ? dice.pick(open) : undefined
  const classes = some ? classesOf(twin, some.modelId) : 2
  const ruling = BigInt(dice.pick([0, dice.between(1, classes), dice.between(1, classes + 1)]))
  const arbiter = some && of(twin).incentive(some.modelId).options.arbiter
  const sender = arbiter && !dice.oneIn(15) ? arbiter : dice.pick(accounts)
  return { functionName: 'rule', args: [some?.disputeId ?? 7n, ruling], sender, value: 0n }
}

function conclude(world: World): Transaction {
  const { dice, accounts } = world
  const open = disputed(world)
  const { modelId, contribution, challenges, disputeId } =
    open.length > 0 && !dice.oneIn(12) ? dice.pick(open) : { ...someState(world), disputeId: 7n }
  const about = dice.oneIn(15) ? someState(world) : { contribution, challenges }
  const args = [modelId, about.contribution, about.challenges, disputeId]
  return { functionName: 'conclude', args, sender: dice.pick(accounts), value: 0n }
}

function view(world: World, modelId: bigint): ViewOfModel {
  const { dice, accounts } = world
  const [, ...pool] = somePool(world)
  return dice.pick([
    ['priceOf', ...lesson(world, modelId)],
    ['pool', ...pool],
    ['pledgeOf', ...pool, dice.pick(accounts)],
  ])
}

/** A label and a well-formed sample. */
function lesson(world: World, modelId: bigint): [label: number, sample: unknown] {
  const classes = classesOf(world.twin, modelId)
  const label = world.dice.oneIn(8) ? classes : world.dice.below(classes)
  return [label, someSample(world, modelId, Number.MAX_SAFE_INTEGER)]
}

const ofUse = ['UnknownModel', 'ModelIncomplete']
const ofState = ['EndsBefore', 'ProofMismatch', 'AlreadyTouched', ...ofUse]
const ofChallenge = ['TooLate', 'TooManyChallenges', 'AlreadyAsserted', 'LabelOutOfRange', ...ofState]

/** What closes a contribution, and how. */
function outcomeOf({ functionName, args }: TrainerCall): string {
  if (functionName !== 'refund') return functionName
  const { length } = args[3] as Challenge[]
  return length === 0 ? functionName : `refund after ${length} challenges`
}

export const bondedSide: MechanismSide = {
  options,
  prepare: chain => chain.setCode(court, courtCode),
  generators: {
    challenge,
    refund,
    contributeAgain,
    dropDuplicate,
    pledge,
    withdraw,
    challengeTogether,
    dispute,
    rule,
    conclude,
  },
  functions: [
    ...['challenge', 'challenge', 'challenge', 'challenge', 'challenge', 'challenge', 'challenge'],
    ...['refund', 'refund', 'refund', 'contributeAgain', 'contributeAgain', 'dropDuplicate', 'dropDuplicate'],
    ...['pledge', 'pledge', 'challengeTogether', 'challengeTogether', 'withdraw'],
    ...['dispute', 'dispute', 'rule', 'rule', 'conclude', 'conclude'],
  ],
  inMulticalls: ['refund', 'conclude', 'dropDuplicate'],
  mostPrice(twin, modelId) {
    const { deposit, surpriseFactor } = of(twin).incentive(modelId).options
    return deposit * BigInt(surpriseFactor)
  },
  view,
  reads: () => [],
  moments(twin, { modelId, index, contribution }) {
    const { time } = of(twin).challenges(modelId, index).at(-1) ?? contribution
    const { challengeTime, rulingTime } = of(twin).incentive(modelId).options
    return of(twin).disputeAbout(modelId, index) === undefined
      ? [time + challengeTime, time + challengeTime, time + 1]
      : [time + rulingTime, time + challengeTime + rulingTime]
  },
  outcomeOf: (_twin, _block, call) => outcomeOf(call),
  errors: {
    createModel: ['BondedOptionOutOfRange'],
    contribute: ['DepositTooSmall'],
    contributeBatch: ['DepositTooSmall'],
    challenge: [...ofChallenge, 'BondTooSmall'],
    refund: ['TooEarly', 'EmptyRevert', ...ofState],
    dropDuplicate: ['NotEarlier', ...ofState],
    pledge: ['PoolFull', 'NothingPledged', ...ofUse],
    challengeTogether: ['PoolNotFull', ...ofChallenge],
    withdraw: ['NothingPledged', 'PoolAtStake', 'PoolLocked'],
    dispute: ['NoArbiter', 'NotContested', 'TooLate', 'FeeTooSmall', 'DisputeExists', ...ofState],
    rule: ['UnknownDispute', 'AlreadyRuled', 'TooLate', 'RulingOutOfRange'],
    conclude: ['UnknownDispute', 'OtherDispute', 'TooEarly', ...ofUse],
    priceOf: ['LabelOutOfRange', ...ofUse],
    pool: [],
    pledgeOf: [],
  },
  successes: [1, 2, 3].map(challenges => `refund after ${challenges} challenges`),
  rare: [
    'createModel: Panic',
    'refund after 4 challenges',
    'conclude: OtherDispute',
    'challengeTogether: EndsBefore',
    'challengeTogether: ProofMismatch',
    'challengeTogether: AlreadyTouched',
    'challengeTogether: LabelOutOfRange',
    'challengeTogether: TooManyChallenges',
    'challengeTogether: AlreadyAsserted',
    'dispute: DisputeExists',
    'dispute: EndsBefore',
    'dispute: ProofMismatch',
    'rule: RulingOutOfRange',
  ],
}
