import type { KindName } from '@cotrain/sdk/kinds'
import naiveBayes from '../../../contracts/snapshots/points-naive-bayes.json' with { type: 'json' }
import sparsePerceptron from '../../../contracts/snapshots/points-sparse-perceptron.json' with {
  type: 'json',
}
import { type GasSnapshot, type GasTable, gasLine, gasOfClassifier } from '../engine/gas.ts'

/** Gas by features, in a sample of so many. */
type Line = (features: number) => number
type Lines = Readonly<Record<'add-agree' | 'add-disagree' | 'verify' | 'report' | 'confirm', Line>>

const measured = {
  'sparse-perceptron-points': linesOf(sparsePerceptron),
  'naive-bayes-points': linesOf(naiveBayes),
} as const

/** Gas of the actions under *Points*: as measured for two classifiers, derived for the others. */
export function gasOfPoints(kind: KindName): GasTable {
  const lines = kind in measured ? measured[kind as keyof typeof measured] : derived(kind)
  return (action, features) => {
    const line = lines[action as keyof Lines]
    if (line === undefined) throw new Error(`nobody does ${action} for points`)
    return line(features)
  }
}

/**
 * What is verified here earns points, which was measured of a sample of one feature; what the model knew was measured
 * of all lengths. Both read the sample and predict alike.
 */
function linesOf(snapshot: GasSnapshot): Lines {
  const known = gasLine(snapshot, 'verify, known')
  const earned = Number(snapshot['20 words: verify, one word']) - known(1)
  return {
    'add-agree': gasLine(snapshot, 'add-agree'),
    'add-disagree': gasLine(snapshot, 'add-disagree'),
    verify: features => known(features) + earned,
    report: gasLine(snapshot, 'report'),
    confirm: gasLine(snapshot, 'confirm'),
  }
}

/** What a take takes but for predicting, roughly. */
const takeWithoutPredicting = 45_000
/** Words at which two tables are compared. */
const usual = 60

/**
 * From the classifier's table under *Deposit, Refund, Take*, and how naive Bayes' two tables, or the sparse perceptron's,
 * differ at 60 words. Verifying, reporting and confirming predict once, as refunds and takes do, and differ from those
 * by a constant (naive Bayes: to within 10 gas at all lengths). A contribution is predicted before it is learned: that
 * is a part of what a take pays for predicting, a small one for classifiers that predict to learn (perceptrons and
 * logistic regression) and 60 % for those that only count.
 */
function derived(kind: KindName): Lines {
  const plain = gasOfClassifier(kind)
  const predicts = /perceptron|logistic/.test(kind)
  const [like, likePlain] = predicts
    ? ([measured['sparse-perceptron-points'], gasOfClassifier('sparse-perceptron-drt')] as const)
    : ([measured['naive-bayes-points'], gasOfClassifier('naive-bayes-drt')] as const)
  const predicting = (table: GasTable, features: number) => table('take', features) - takeWithoutPredicting
  const part = (like['add-agree'](usual) - likePlain('add-agree', usual)) / predicting(likePlain, usual)
  const add = (action: 'add-agree' | 'add-disagree') => (features: number) =>
    Math.round(plain(action, features) + part * predicting(plain, features))
  const more = (action: 'verify' | 'report' | 'confirm', than: 'refund' | 'take') => {
    const difference = like[action](usual) - likePlain(than, usual)
    return (features: number) => plain(than, features) + difference
  }
  return {
    'add-agree': add('add-agree'),
    'add-disagree': add('add-disagree'),
    verify: more('verify', 'refund'),
    report: more('report', 'take'),
    confirm: more('confirm', 'take'),
  }
}
