import { createLearner, type Learner } from '@cotrain/sdk/twin'
import quantile from '@stdlib/stats-base-dists-t-quantile'
import type { Example } from '../../data/DataSet.ts'
import { toWei } from '../../engine/money.ts'
import { Random } from '../../random/Random.ts'
import type { InitialModel } from '../initialModel.ts'
import { TrainingError } from '../TrainingError.ts'
import { bundleFalls } from './bundlePay.ts'
import {
  type LearningCurve,
  type LossName,
  learningCurve,
  meanCurve,
  partSamples,
  standingOf,
} from './learningCurve.ts'

export type MarketQuestion = {
  /** The model as it is. */
  model: InitialModel
  /** The sponsor's own samples with right labels, none of which the model has learned; they become the test set. */
  samples: readonly Example[]
  /** Ether that labelling a sample is worth, and that contributing one costs in gas and fees. */
  labourCost: number
  gasCost: number
  /** @default quadratic where the classifier gives probabilities */
  loss?: LossName | undefined
  /** Samples of a bundle, at most. @default 40 */
  bundleSamples?: number | undefined
  /** How many bundles the sponsor wants. @default 10 */
  bundles?: number | undefined
  /** Of the chances by which samples are parted. @default 1 */
  seed?: number | undefined
}

/** What the sponsor of a blind market would choose. Wei, millionths, and counts, as the contract takes them. */
export type MarketProposal = {
  readonly bounty: bigint
  readonly options: {
    readonly value: bigint
    readonly stake: bigint
    readonly tolerance: number
    readonly testSamples: number
    readonly minSamples: number
    readonly maxSamples: number
    readonly loss: LossName
  }
  /** Over how many samples it was measured what the next samples bring. */
  readonly horizon: number
  /** How many samples the terms are for: all bundles that the sponsor wants. */
  readonly wanted: number
  /** By how much each of these lowers the mean loss on the mean, and half of the 95 % interval of that. */
  readonly fallPerSample: number
  readonly uncertainty: number
  /** The mean loss and the accuracy now and after more samples, on samples that were not learned. */
  readonly curve: LearningCurve
  /** What an honest bundle is paid, in ether: on the mean, and its standard deviation; and how often it is refused. */
  readonly bundlePay: { readonly mean: number; readonly sd: number; readonly refused: number }
  /** Ether for each point of accuracy within the horizon; undefined where no point is gained. */
  readonly costPerPoint: number | undefined
}

type Measured = Pick<MarketProposal, 'horizon' | 'fallPerSample' | 'uncertainty' | 'curve'>

/** Of the mean loss: less refuses half of the honest bundles, more lets bundles of padded samples through. */
const tolerance = 0.01
/** The smallest test set, by loss: errors are three to four times as noisy. */
const leastTest = { quadratic: 160, errors: 320 } as const
const mostTest = 512
/** How often samples are parted by chance. */
const rounds = 30
/** Standard deviations of an honest bundle's pay that are staked. */
const stakedDeviations = 3
/** Contributors are paid so many times what their work costs. */
const margin = 2
/** A curve that is flatter than this is taken for this flat. */
const leastPower = 0.25
/** The most that a bundle can stake: 2^64 - 1 wei. */
const mostStake = 18.4

/**
 * Works out the terms of a blind market from a sponsor's own samples, by parting them again and again into some that the
 * model learns and some that it is measured on: a sample lowers the mean loss by δ, so with labour and gas of c a unit of
 * loss is worth 2 c / δ, and the bounty is what the whole loss is worth.
 * @throws TrainingError where there are too few samples, or where nothing is left to learn.
 */
export function proposeMarket(question: MarketQuestion): MarketProposal {
  const { model, samples, labourCost, gasCost, bundleSamples = 40, bundles = 10, seed = 1 } = question
  const learner = createLearner(model.classifier, model.options, model.words)
  const loss = lossOf(learner, question.loss)
  const cost = labourCost + gasCost
  if (!(cost > 0)) throw new TrainingError('Labour and gas cost nothing: there is nothing to pay for.')
  const testSamples = testSizeOf(samples.length, loss)
  const sizes = sizesOf(Math.min(bundleSamples * bundles, Math.floor(samples.length / 2)))
  const measured = extrapolate(measure(learner, samples, sizes, loss, seed), bundleSamples * bundles)
  const value = (margin * cost) / measured.fallPerSample
  const pay = payOf(learner, samples, { loss, value, bundleSamples, bundles, testSamples, seed })
  const stake = Math.max(stakedDeviations * pay.sd, cost * bundleSamples)
  if (stake > mostStake) {
    throw new TrainingError(`A bundle would have to stake ${stake.toFixed(1)} ether, and can stake 18.`, {
      metaMessages: [
        `A sample brings too little (${measured.fallPerSample.toExponential(1)} of the mean loss).`,
      ],
    })
  }
  return {
    bounty: toWei(value * standingOf(learner, samples, loss).loss),
    options: {
      value: toWei(value),
      stake: toWei(stake),
      tolerance: tolerance * 1e6,
      testSamples,
      minSamples: Math.ceil(bundleSamples / 2),
      maxSamples: bundleSamples,
      loss,
    },
    ...measured,
    bundlePay: pay,
    costPerPoint: costOfPoint(measured.curve, value),
  }
}

function lossOf({ classifier }: Learner, wanted: LossName | undefined): LossName {
  const offered = classifier.quadraticLoss !== undefined
  if (wanted === 'quadratic' && !offered) {
    throw new TrainingError('The classifier gives no probabilities, so it has no quadratic loss.', {
      metaMessages: ['Take errors, with at least 320 test samples.'],
    })
  }
  return wanted ?? (offered ? 'quadratic' : 'errors')
}

/** As many as there are, from the least that tells honest bundles from others on. */
function testSizeOf(there: number, loss: LossName): number {
  const least = leastTest[loss]
  if (there >= least) return Math.min(there - (there % 2), Math.max(least, Math.min(mostTest, 2 * least)))
  throw new TrainingError(`${least} samples are needed to pay by ${loss}, and there are ${there}.`, {
    metaMessages: ['On fewer it is mostly luck what a bundle is paid.'],
  })
}

/** 0, then doubled from an eighth of the horizon on. */
function sizesOf(horizon: number): number[] {
  return [0, 1, 2, 4, 8].map(eighths => Math.round((horizon * eighths) / 8))
}

function measure(
  learner: Learner,
  samples: readonly Example[],
  sizes: readonly number[],
  loss: LossName,
  seed: number,
): Measured {
  const horizon = sizes.at(-1)!
  const random = new Random(seed, 'learning curve')
  const testCount = samples.length - horizon
  const curves = Array.from({ length: rounds }, () =>
    learningCurve(learner, partSamples(samples, testCount, random), sizes, loss),
  )
  const falls = curves.map(curve => curve[0]!.loss - curve.at(-1)!.loss)
  const { mean, half } = correctedInterval(falls, testCount / horizon)
  if (mean <= half) {
    throw new TrainingError('There is nothing left to learn that your samples could show.', {
      metaMessages: [
        `After ${horizon} samples more the mean loss, now ${curves[0]![0]!.loss.toFixed(4)}, falls by ${mean.toFixed(4)} ± ${half.toFixed(4)}.`,
        'Bring more samples to see smaller differences, or other samples that the model does not know.',
      ],
    })
  }
  return { horizon, fallPerSample: mean / horizon, uncertainty: half / horizon, curve: meanCurve(curves) }
}

/**
 * What a sample brings where more of them are wanted than could be measured: the first ones bring most. Losses fall as a
 * power of the number of samples (Cortes, Jackel, Solla, Vapnik & Denker, "Learning curves: asymptotic values and rate
 * of convergence", 1993), and the power is that of the second half of the measured curve.
 */
function extrapolate(measured: Measured, wanted: number): Measured & { wanted: number } {
  const { horizon, curve, fallPerSample, uncertainty } = measured
  if (wanted <= horizon) return { ...measured, wanted }
  const [first, half, last] = [curve[0]!, curve.at(-2)!, curve.at(-1)!]
  const power = Math.log2((first.loss - last.loss) / (first.loss - half.loss))
  // a noisy curve may seem to fall faster and faster, or to have stopped
  const bounded = Number.isNaN(power) ? 1 : Math.min(1, Math.max(leastPower, power))
  const slower = (wanted / horizon) ** (bounded - 1)
  return { ...measured, wanted, fallPerSample: fallPerSample * slower, uncertainty: uncertainty * slower }
}

/**
 * The mean over partings of the same samples, and half of its 95 % interval: partings overlap, so that the variance is
 * larger than that of independent values (Nadeau & Bengio, "Inference for the generalization error", 2003).
 * @param ratio Samples measured on for each that is learned.
 */
function correctedInterval(values: readonly number[], ratio: number): { mean: number; half: number } {
  const { mean, sd } = momentsOf(values)
  return { mean, half: quantile(0.975, values.length - 1) * sd * Math.sqrt(1 / values.length + ratio) }
}

function momentsOf(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sd: Math.sqrt(squares / Math.max(1, values.length - 1)) }
}

type Terms = {
  loss: LossName
  value: number
  bundleSamples: number
  bundles: number
  testSamples: number
  seed: number
}

/** What honest bundles are paid on random halves of random test sets, as large as the market's where there are enough. */
function payOf(learner: Learner, samples: readonly Example[], terms: Terms): MarketProposal['bundlePay'] {
  const { loss, value, bundleSamples, bundles, testSamples, seed } = terms
  const random = new Random(seed, 'bundles')
  const testCount = Math.min(testSamples, 2 * Math.floor(samples.length / 4))
  const falls = Array.from({ length: rounds }, () => {
    const { test, train } = partSamples(samples, testCount, random)
    const count = Math.max(1, Math.min(bundles, Math.floor(train.length / bundleSamples)))
    const made = Array.from({ length: count }, (_, i) =>
      train.slice(i * bundleSamples, (i + 1) * bundleSamples),
    )
    return bundleFalls(learner, made, test, { loss, tolerance }, random)
  }).flat()
  const { mean, sd } = momentsOf(falls.map(({ fall }) => value * fall))
  // A larger test set has less noise than the one that there were samples for here.
  const noise = Math.sqrt(testCount / testSamples)
  return { mean, sd: sd * noise, refused: falls.filter(({ kept }) => !kept).length / falls.length }
}

function costOfPoint(curve: LearningCurve, value: number): number | undefined {
  const [first, last] = [curve[0]!, curve.at(-1)!]
  const points = 100 * (last.accuracy - first.accuracy)
  return points > 0 ? (value * (first.loss - last.loss)) / points : undefined
}
