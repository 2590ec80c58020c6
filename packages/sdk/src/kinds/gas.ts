import * as snapshots from '../abi/generated/gas.ts'
import type { ClassifierName, MechanismName } from './abis.ts'
import { marketGas } from './marketGas.ts'

/** What people pay gas for. A contribution that the model disagrees with moves weights as well. */
export const gasActions = [
  'add-agree',
  'add-disagree',
  'refund',
  'refund-disagree',
  'take',
  'challenge',
  'verify',
  'report',
  'confirm',
  'settle',
  'claim',
] as const

export type GasAction = (typeof gasActions)[number]

/** Gas of an action with a sample of so many features. */
export type GasTable = (action: GasAction, features: number) => number

/** Gas by features, in a sample of so many. */
type Line = (features: number) => number
type Lines = Partial<Record<GasAction, Line>>
/** What was measured: gas by features, in their order. */
type Points = readonly (readonly [features: number, gas: number])[]
type Measured<action extends string> = Readonly<Record<action, Points>>
type DepositAction = 'add-agree' | 'add-disagree' | 'refund' | 'take'
type BondedAction = 'add-agree' | 'add-disagree' | 'refund-agree' | 'refund-disagree' | 'challenge'

/** What is known of a classifier's gas: what was measured of its actions, and the storage that a lesson touches. */
type ClassifierGas = {
  /** Under *Deposit, Refund, Take*. */
  readonly measured: Measured<DepositAction>
  /** Whether it predicts in order to learn, so that what it writes depends on what it said before. */
  readonly predicts: boolean
  /** Bits of a parameter, where the owner does not choose them, and whether each class has its own. */
  readonly bits: number
  readonly ofEachClass: boolean
  /** Features whose parameters lie side by side: a sample of sets has its features anywhere. */
  readonly adjacent: 1 | 16
  /** Storage words that learning writes for these, at most, and whether they may not have been written before. */
  readonly written: 1 | 2
  readonly fresh: boolean
}

const weights = {
  predicts: true,
  bits: 16,
  ofEachClass: false,
  adjacent: 1,
  written: 1,
  fresh: false,
} as const
const counts = { predicts: false, bits: 16, ofEachClass: true, adjacent: 1, written: 1, fresh: true } as const

/** A line for each classifier. */
export const classifierGas: Readonly<Record<ClassifierName, ClassifierGas>> = {
  'sparse-perceptron': { ...weights, measured: snapshots.sparsePerceptron12Bits },
  'logistic-regression': { ...weights, measured: snapshots.logisticRegression },
  'dense-perceptron': { ...weights, measured: snapshots.densePerceptron, adjacent: 16, fresh: true },
  'sparse-multiclass-perceptron': {
    ...weights,
    measured: snapshots.sparseMulticlassPerceptron10,
    ofEachClass: true,
    written: 2,
    fresh: true,
  },
  'dense-multiclass-perceptron': {
    ...weights,
    measured: snapshots.denseMulticlassPerceptron10,
    ofEachClass: true,
    adjacent: 16,
    written: 2,
    fresh: true,
  },
  'naive-bayes': { ...counts, measured: snapshots.naiveBayes },
  'sparse-nearest-centroid': { ...counts, measured: snapshots.sparseNearestCentroid },
  'nearest-centroid': {
    ...counts,
    measured: snapshots.nearestCentroid,
    bits: 32,
    adjacent: 16,
    written: 2,
  },
}

/** What a call that reverts early costs: the transaction itself, and reading the model's state. */
export const revertedGas = 35_000

/**
 * Gas of the actions of models of a classifier under a mechanism, as measured of the contracts, where it was measured:
 * straight lines between the sizes of samples nearest to the one asked for.
 */
export function gasOf(classifier: ClassifierName, mechanism: MechanismName): GasTable {
  const lines = linesUnder[mechanism](classifier)
  return (action, features) => {
    const line = lines[action]
    if (line === undefined) throw new Error(`no gas of ${action} is known under ${mechanism}`)
    return line(features)
  }
}

const linesUnder: Readonly<Record<MechanismName, (classifier: ClassifierName) => Lines>> = {
  deposits: depositLines,
  points: pointsLines,
  bonded: bondedLines,
  // contributions come in bundles: marketGas has what those take
  market: () => ({ claim: marketGas.claim }),
}

/** Where one size was measured only, through it and what the sparse perceptron would take for no features. */
function depositLines(classifier: ClassifierName) {
  const line = (action: DepositAction) => {
    const points = classifierGas[classifier].measured[action]
    if (points.length > 1) return lineThrough(points)
    return lineThrough([[0, lineThrough(snapshots.sparsePerceptron12Bits[action])(0)], ...points])
  }
  const [agree, disagree] = [line('add-agree'), line('add-disagree')]
  return { 'add-agree': agree, 'add-disagree': disagree, refund: line('refund'), take: line('take') }
}

const measuredPoints = {
  'sparse-perceptron': snapshots.pointsSparsePerceptron,
  'naive-bayes': snapshots.pointsNaiveBayes,
} as const

/** What a take takes but for predicting, roughly. */
const takeWithoutPredicting = 54_000
/** Words at which two tables are compared. */
const usual = 60

/**
 * As measured for two classifiers; for others from their lines under *Deposit, Refund, Take*, and how the two lines of
 * naive Bayes, or of the sparse perceptron, differ at 60 words. Verifying, reporting and confirming predict once, as
 * refunds and takes do, and differ from those by a constant (naive Bayes: to within 10 gas at all lengths). A
 * contribution is predicted before it is learned: that is a part of what a take pays for predicting, a small one for
 * classifiers that predict to learn and 60 % for those that only count.
 */
function pointsLines(classifier: ClassifierName): Lines {
  if (classifier in measuredPoints) return measuredPointsLines(classifier as keyof typeof measuredPoints)
  const like = classifierGas[classifier].predicts ? 'sparse-perceptron' : 'naive-bayes'
  const [points, likePlain, plain] = [measuredPointsLines(like), depositLines(like), depositLines(classifier)]
  const part =
    (points['add-agree'](usual) - likePlain['add-agree'](usual)) /
    (likePlain.take(usual) - takeWithoutPredicting)
  const add = (line: Line) => (features: number) =>
    Math.round(line(features) + part * (plain.take(features) - takeWithoutPredicting))
  const shifted = (line: Line, by: number) => (features: number) => line(features) + by
  return {
    'add-agree': add(plain['add-agree']),
    'add-disagree': add(plain['add-disagree']),
    verify: shifted(plain.refund, points.verify(usual) - likePlain.refund(usual)),
    report: shifted(plain.take, points.report(usual) - likePlain.take(usual)),
    confirm: shifted(plain.take, points.confirm(usual) - likePlain.take(usual)),
  }
}

/**
 * What is verified here earns points, which was measured of a sample of one feature; what the model knew was measured
 * of all lengths. Both read the sample and predict alike.
 */
function measuredPointsLines(classifier: keyof typeof measuredPoints) {
  const measured = measuredPoints[classifier]
  const known = lineThrough(measured['verify, known'])
  const earned = measured['verify, one word'][0][1] - known(1)
  return {
    'add-agree': lineThrough(measured['add-agree']),
    'add-disagree': lineThrough(measured['add-disagree']),
    verify: (features: number) => known(features) + earned,
    report: lineThrough(measured.report),
    confirm: lineThrough(measured.confirm),
  }
}

const measuredBonded: Partial<Record<ClassifierName, Measured<BondedAction>>> = {
  'sparse-perceptron': snapshots.bondedSparsePerceptron16Bits,
  'naive-bayes': snapshots.bondedNaiveBayes,
}
/** The most that a challenge was measured to take. */
const gasOfChallenge = 43_000

/** Where it was not measured, what *Deposit, Refund, Take* takes, but with learning in the refund, not the contribution. */
function bondedLines(classifier: ClassifierName): Lines {
  const measured = measuredBonded[classifier]
  if (measured === undefined) {
    const plain = depositLines(classifier)
    const learning = (features: number) => plain['add-disagree'](features) - plain['add-agree'](features)
    return {
      'add-agree': plain['add-agree'],
      'add-disagree': plain['add-agree'],
      refund: plain.refund,
      'refund-disagree': features => plain.refund(features) + learning(features),
      challenge: () => gasOfChallenge,
    }
  }
  return {
    'add-agree': lineThrough(measured['add-agree']),
    'add-disagree': lineThrough(measured['add-disagree']),
    refund: lineThrough(measured['refund-agree']),
    'refund-disagree': lineThrough(measured['refund-disagree']),
    challenge: lineThrough(measured.challenge),
  }
}

function lineThrough(points: Points): Line {
  return features => {
    let i = 1
    while (i < points.length - 1 && points[i]![0] < features) i++
    const [x0, y0] = points[i - 1]!
    const [x1, y1] = points[i]!
    return Math.round(y0 + ((y1 - y0) * (features - x0)) / (x1 - x0))
  }
}
