import type { Twin } from '../../../src/twin/index.ts'
import type { Transaction } from '../Chain.ts'
import { someClaim } from '../claims.ts'
import type { Dice } from '../Dice.ts'
import { mechanismTwin, type World } from '../World.ts'
import type { MechanismSide } from './MechanismSide.ts'

const secondsOfDay = 86_400
const secondsOfMonth = 30 * secondsOfDay

function options(dice: Dice, calm: boolean) {
  const contributionPoints = calm ? 10 : dice.pick([0, 1, 10, 10, 65_535])
  const reportPoints = calm ? 4 : dice.pick([0, 1, 5, 10])
  return {
    verifyTime: calm ? 0 : dice.pick([0, 0, 60, 3600, dice.below(2 ** 20)]),
    confirmTime: calm ? 60 : dice.pick([0, 60, 3600, dice.below(2 ** 20)]),
    contributionPoints,
    reportPoints,
    dailyCap: calm ? 35 : dice.pick([10, 15, 100, 65_535, 3]),
  }
}

const of = mechanismTwin<'points'>

/** A verification, a report or a confirmation of some contribution, by somebody. */
function onContribution(world: World, functionName: string): Transaction {
  const { dice, accounts } = world
  const { modelId, index, contribution } = someClaim(world)
  const sender = dice.oneIn(4) ? contribution.contributor : dice.pick(accounts)
  return { functionName, args: [modelId, index, contribution], sender, value: dice.oneIn(60) ? 1n : 0n }
}

/** Of a report that waits, if there is one. */
function confirm(world: World): Transaction {
  const { twin, history, dice } = world
  const pending = history.filter(({ modelId, index, contribution }) => {
    const { reporter, confirmed } = of(twin).report(modelId, index)
    return BigInt(reporter) !== 0n && !confirmed && twin.contribution(modelId, index) === contribution
  })
  if (pending.length === 0 || dice.oneIn(4)) return onContribution(world, 'confirm')
  const { modelId, index, contribution } = dice.pick(pending)
  const sender = dice.pick(world.accounts)
  return { functionName: 'confirm', args: [modelId, index, contribution], sender, value: 0n }
}

function indicesOf(twin: Twin, modelId: bigint): bigint[] {
  return Array.from({ length: Number(twin.log(modelId).entries) }, (_, i) => BigInt(i))
}

const ofUse = ['UnknownModel', 'ModelIncomplete']
const ofClaim = ['EndsBefore', 'ProofMismatch', 'AlreadyTouched', 'TooEarly', 'EmptyRevert', ...ofUse]

export const pointsSide: MechanismSide = {
  options,
  generators: {
    verify: world => onContribution(world, 'verify'),
    reportContribution: world => onContribution(world, 'reportContribution'),
    confirm,
  },
  functions: [
    ...['verify', 'verify', 'verify', 'verify', 'verify', 'reportContribution', 'reportContribution'],
    ...['reportContribution', 'confirm', 'confirm', 'confirm'],
  ],
  inMulticalls: ['verify', 'reportContribution', 'confirm'],
  mostPrice: () => 0n,
  view({ dice, accounts, history, block }) {
    const index = dice.pick(history)?.index ?? 0n
    const month = BigInt(Math.floor(Number(block.time) / secondsOfMonth) - dice.below(2))
    switch (dice.below(5)) {
      case 0:
        return ['reputation', dice.pick(accounts)]
      case 1:
        return ['report', index + 1n]
      case 2:
        return ['report', index]
      case 3:
        return ['verifiedOfClass', BigInt(dice.pick([0, 1, 255, 256]))]
      default:
        return ['bestOfMonth', month]
    }
  },
  reads(twin, modelId, accounts) {
    const indices = indicesOf(twin, modelId)
    const months = new Set(
      accounts.map(account => Math.floor(of(twin).reputation(modelId, account).day / 30)),
    )
    return [
      ...accounts.map((account): [string, unknown] => ['reputation', account]),
      ...indices.map((index): [string, unknown] => ['report', index]),
      ...[0n, 1n, 2n].map((label): [string, unknown] => ['verifiedOfClass', label]),
      ...[...months].map((month): [string, unknown] => ['bestOfMonth', BigInt(month)]),
    ]
  },
  moments(twin, { modelId, index, contribution }, now) {
    const { verifyTime, confirmTime } = of(twin).incentive(modelId).options
    const { time } = of(twin).report(modelId, index)
    const tomorrow = (Math.floor(Number(now) / secondsOfDay) + 1) * secondsOfDay
    return [contribution.time + verifyTime, tomorrow, ...(time === 0 ? [] : [time + confirmTime])]
  },
  errors: {
    createModel: ['PointsOutOfRange'],
    contribute: [],
    verify: ['ModelDisagrees', 'DailyCapReached', ...ofClaim],
    reportContribution: ['OwnContribution', 'AlreadyReported', 'TooManyReports', 'ModelAgrees', ...ofClaim],
    confirm: ['NotReported', 'DailyCapReached', ...ofClaim],
    reputation: [],
    report: [],
    verifiedOfClass: [],
    bestOfMonth: [],
  },
  successes: [],
  rare: ['confirm: DailyCapReached'],
}
