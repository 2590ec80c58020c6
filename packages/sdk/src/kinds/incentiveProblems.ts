import { isAddressEqual, zeroAddress } from 'viem'
import type { ClassifierName, MechanismName } from './abis.ts'
import { classifiers, offersQuadraticLoss } from './classifiers.ts'
import { mechanisms, optionsOf } from './mechanisms.ts'
import type {
  BondedOptions,
  DepositOptions,
  IncentiveOptions,
  MarketOptions,
  PointsOptions,
} from './types.ts'

/** What is wrong with options of a mechanism, and which of them it is about, by the contract's names. */
export type IncentiveProblem = { options: readonly string[]; problem: string }

type Problems<mechanism extends MechanismName> = (
  options: Partial<IncentiveOptions<mechanism>>,
  say: (option: string) => string,
  classifier: ClassifierName,
) => (IncentiveProblem | false)[]

/**
 * Why a trainer would refuse options: values out of their row's range, and those that do not go together. Options that
 * are missing are not looked at. (Whether a court answers only the chain can say.)
 *
 * @param classifier - Of the model
 * @param say - How an option is called; by default as the contract does
 */
export function incentiveProblems<const mechanism extends MechanismName>(
  mechanism: mechanism,
  options: Partial<IncentiveOptions<mechanism>>,
  classifier: ClassifierName,
  say: (option: string) => string = option => option,
): IncentiveProblem[] {
  const values = options as Readonly<Record<string, number | bigint | undefined>>
  const outside = optionsOf(mechanism).flatMap(([name, { least, most }]) => {
    const value = values[name]
    if (value === undefined || (value >= least && value <= most)) return []
    return [{ options: [name], problem: `${say(name)} is ${value}, not from ${least} to ${most}` }]
  })
  const together = (problemsUnder[mechanism] as Problems<mechanism>)(options, say, classifier)
  return [...outside, ...together.filter(problem => problem !== false)]
}

const problemsUnder: { [mechanism in MechanismName]: Problems<mechanism> } = {
  deposits: ofDeposits,
  points: ofPoints,
  market: ofMarket,
  bonded: ofBonds,
}

function ofDeposits(
  { refundTime, ownerClaimTime, anyClaimTime }: Partial<DepositOptions>,
  say: (option: string) => string,
) {
  return [
    isAbove(['refundTime', refundTime], ['ownerClaimTime', ownerClaimTime], say),
    isAbove(['ownerClaimTime', ownerClaimTime], ['anyClaimTime', anyClaimTime], say),
  ]
}

function ofPoints(
  { contributionPoints, reportPoints, dailyCap }: Partial<PointsOptions>,
  say: (option: string) => string,
) {
  return [
    isAbove(['contributionPoints', contributionPoints], ['dailyCap', dailyCap], say),
    isAbove(['reportPoints', reportPoints], ['dailyCap', dailyCap], say),
  ]
}

/** By its number among the losses. */
const quadratic = mechanisms.market.options.loss.choices.indexOf('quadratic')

function ofMarket(
  { loss, testSamples, minSamples, maxSamples }: Partial<MarketOptions>,
  say: (option: string) => string,
  classifier: ClassifierName,
) {
  return [
    loss === quadratic &&
      !offersQuadraticLoss(classifier) && {
        options: ['loss'],
        problem: `${classifiers[classifier].title}s give no probabilities: ${say('loss')} must be errors`,
      },
    testSamples !== undefined &&
      testSamples % 2 === 1 && {
        options: ['testSamples'],
        problem: `A test set of ${testSamples} samples has no halves: ${say('testSamples')} must be an even number`,
      },
    isAbove(['minSamples', minSamples], ['maxSamples', maxSamples], say),
  ]
}

function ofBonds(
  { arbiter, court = false, rulingTime = 0 }: Partial<BondedOptions>,
  say: (option: string) => string,
) {
  if (arbiter === undefined) return []
  const isNamed = !isAddressEqual(arbiter, zeroAddress)
  return [
    !isNamed &&
      (court || rulingTime > 0) && { options: ['arbiter'], problem: `${say('arbiter')} must be named` },
    isNamed &&
      (rulingTime < 1 || rulingTime >= 2 ** 24) && {
        options: ['rulingTime'],
        problem: `${say('rulingTime')} is ${rulingTime}, not from 1 to ${2 ** 24 - 1}`,
      },
  ]
}

type Named = readonly [name: string, value: number | undefined]

function isAbove(
  [lower, low]: Named,
  [higher, high]: Named,
  say: (option: string) => string,
): IncentiveProblem | false {
  if (low === undefined || high === undefined || low <= high) return false
  return { options: [lower, higher], problem: `${say(lower)} ${low} is above ${say(higher)} ${high}` }
}
