import type { Abi, Address } from 'viem'
import * as abi from '../abi/index.ts'

/** The deterministic deployment proxy: it deploys the same code to the same address on every chain that has it. */
export const deployerProxy: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** What a sample is: the set of features that are present, or a number for each feature. */
export type SampleForm = 'sparse' | 'dense'

/** All kinds of trainers that this SDK knows; a line for each. */
export const kinds = /*#__PURE__*/ named({
  'sparse-perceptron-drt': depositRefundTake(
    'Sparse perceptron',
    'sparse',
    abi.sparsePerceptronDepositRefundTakeAbi,
    abi.sparsePerceptronDepositRefundTakeAddress,
  ),
  'dense-perceptron-drt': depositRefundTake(
    'Dense perceptron',
    'dense',
    abi.densePerceptronDepositRefundTakeAbi,
    abi.densePerceptronDepositRefundTakeAddress,
  ),
  'sparse-multiclass-perceptron-drt': depositRefundTake(
    'Sparse multiclass perceptron',
    'sparse',
    abi.sparseMulticlassPerceptronDepositRefundTakeAbi,
    abi.sparseMulticlassPerceptronDepositRefundTakeAddress,
  ),
  'dense-multiclass-perceptron-drt': depositRefundTake(
    'Dense multiclass perceptron',
    'dense',
    abi.denseMulticlassPerceptronDepositRefundTakeAbi,
    abi.denseMulticlassPerceptronDepositRefundTakeAddress,
  ),
  'naive-bayes-drt': depositRefundTake(
    'Naive Bayes',
    'sparse',
    abi.naiveBayesDepositRefundTakeAbi,
    abi.naiveBayesDepositRefundTakeAddress,
  ),
  'nearest-centroid-drt': depositRefundTake(
    'Nearest centroid',
    'dense',
    abi.nearestCentroidDepositRefundTakeAbi,
    abi.nearestCentroidDepositRefundTakeAddress,
  ),
  'sparse-nearest-centroid-drt': depositRefundTake(
    'Sparse nearest centroid',
    'sparse',
    abi.sparseNearestCentroidDepositRefundTakeAbi,
    abi.sparseNearestCentroidDepositRefundTakeAddress,
  ),
  'logistic-regression-drt': depositRefundTake(
    'Logistic regression',
    'sparse',
    abi.logisticRegressionDepositRefundTakeAbi,
    abi.logisticRegressionDepositRefundTakeAddress,
  ),
})

type Kinds = typeof kinds

/** The short name of a kind, which model ids begin with. */
export type KindName = keyof Kinds

/** A kind of trainer: one classifier under one incentive mechanism. One contract holds all models of a kind. */
export type Kind<kind extends KindName = KindName> = Kinds[kind]

/** The names of all kinds. */
export const kindNames = /*#__PURE__*/ Object.keys(kinds) as KindName[]

/** The address of the trainer of `kind`, the same on every chain. */
export function trainerAddress(kind: KindName): Address {
  return kinds[kind].address
}

type Trainer<form extends SampleForm, abi extends Abi> = {
  readonly classifier: string
  readonly mechanism: string
  /** What its samples are. */
  readonly samples: form
  readonly abi: abi
  /** Where it stands on every chain: CREATE2 of its bytecode through {@link deployerProxy}, salt zero. */
  readonly address: Address
}

function depositRefundTake<form extends SampleForm, const abi extends Abi>(
  classifier: string,
  samples: form,
  abi: abi,
  address: Address,
): Trainer<form, abi> {
  return { classifier, mechanism: 'Deposit, Refund, Take', samples, abi, address }
}

/** Gives each entry its key as `name`. */
function named<entries extends Record<string, object>>(
  entries: entries,
): { readonly [name in keyof entries]: entries[name] & { readonly name: name } } {
  const list = Object.entries(entries).map(([name, entry]) => [name, { name, ...entry }])
  return Object.fromEntries(list)
}
