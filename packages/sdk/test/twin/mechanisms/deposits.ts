import type { Contribution } from '../../../src/kinds/index.ts'
import type { Twin } from '../../../src/twin/index.ts'
import type { TrainerCall, Transaction } from '../Chain.ts'
import { claim, claimBatch } from '../claims.ts'
import type { Dice } from '../Dice.ts'
import type { Block } from '../TwinSide.ts'
import { mechanismTwin } from '../World.ts'
import type { MechanismSide } from './MechanismSide.ts'

/** Claims that stay open long, and predictions that change often: there, people share deposits. */
const calm = { refundTime: 0, ownerClaimTime: 2_000_000, anyClaimTime: 4_000_000, depositWeight: 1000 }

function options(dice: Dice, isCalm: boolean) {
  if (isCalm) return calm
  const refundTime = dice.pick([0, 0, 1, 60, 3600, dice.below(2 ** 22)])
  const ownerClaimTime = refundTime + dice.pick([0, 1, 60, 36_000, 100_000])
  const anyClaimTime = ownerClaimTime + dice.pick([0, 1, 60, 100_000, 360_000])
  const depositWeight = dice.pick([0, 1, 1, dice.below(1e6), dice.below(1e6), 2 ** 40 - 1])
  if (dice.oneIn(20))
    return { refundTime: 5, ownerClaimTime: dice.pick([4, 5]), anyClaimTime: 4, depositWeight }
  return { refundTime, ownerClaimTime, anyClaimTime, depositWeight }
}

const of = mechanismTwin<'deposits'>

/** Too rare to count on; limits.test.ts has one. */
const rareWay = 'take the rest'

function wayToTake(twin: Twin, { time }: Block, { args, sender }: Transaction): string {
  const [modelId, , contribution] = args as [bigint, bigint, Contribution]
  const { options, totalVerified } = of(twin).incentive(modelId)
  const age = Number(time) - contribution.time
  if (age >= options.anyClaimTime) return sender === contribution.contributor ? 'take own late' : 'take late'
  if (age >= options.ownerClaimTime && sender === twin.model(modelId).owner) return 'take as owner'
  const share = (contribution.deposit * of(twin).verified(modelId, sender)) / totalVerified
  if (share === contribution.remaining) return 'take all of it'
  return share < contribution.remaining ? 'take a share' : rareWay
}

const ofUse = ['UnknownModel', 'ModelIncomplete']
const ofClaim = ['EndsBefore', 'ProofMismatch', 'AlreadyTouched', 'TooEarly', 'EmptyRevert', ...ofUse]

export const depositSide: MechanismSide = {
  options,
  generators: {
    refund: world => claim(world, 'refund'),
    refundBatch: claimBatch,
    take: world => claim(world, 'take'),
  },
  functions: [
    'refundBatch',
    'refund',
    'refund',
    'refund',
    'refund',
    'take',
    'take',
    'take',
    'take',
    'take',
    'take',
  ],
  inMulticalls: ['refund', 'refundBatch', 'take'],
  mostPrice: (twin, modelId) => BigInt(of(twin).incentive(modelId).options.depositWeight) * 3600n * 10n ** 9n,
  view: ({ dice, accounts }) => ['verified', dice.pick(accounts)],
  reads: (_twin, _modelId, accounts) => accounts.map(account => ['verified', account]),
  moments(twin, { modelId, contribution }) {
    const { refundTime, ownerClaimTime, anyClaimTime } = of(twin).incentive(modelId).options
    return [refundTime, ownerClaimTime, anyClaimTime].map(wait => contribution.time + wait)
  },
  outcomeOf: (twin, block, call: TrainerCall | Transaction) =>
    call.functionName === 'take' ? wayToTake(twin, block, call as Transaction) : call.functionName,
  errors: {
    createModel: ['ClaimTimesNotAscending'],
    contribute: ['DepositTooSmall'],
    contributeBatch: ['DepositTooSmall'],
    refund: ['NotContributor', 'ModelDisagrees', ...ofClaim],
    take: ['OwnContribution', 'AlreadyTaken', 'NotVerified', 'ModelAgrees', 'NothingToTake', ...ofClaim],
    refundBatch: [
      'NothingToRefund',
      'NotContributor',
      'ModelDisagrees',
      'ProofMismatch',
      'AlreadyTouched',
      'TooEarly',
    ],
    verified: [],
  },
  successes: ['take a share', 'take all of it', 'take as owner', 'take late', 'take own late'],
  rare: ['take', rareWay, ...ofUse.map(error => `refundBatch: ${error}`)],
}
