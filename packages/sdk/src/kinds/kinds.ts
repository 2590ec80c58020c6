import type { Address } from 'viem'
import { trainers } from '../abi/generated/trainers.ts'
import { WrongMechanismError } from '../errors/mechanism.ts'

/** The deterministic deployment proxy: it deploys the same code to the same address on every chain that has it. */
export const deployerProxy: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/** What a sample is: the set of features that are present, or a number for each feature. */
export type SampleForm = 'sparse' | 'dense'

/** All classifiers that this SDK knows, by the first part of their kinds' names; a line for each. */
const classifiers = {
  'sparse-perceptron': { title: 'Sparse perceptron', samples: 'sparse', contract: 'sparsePerceptron' },
  'dense-perceptron': { title: 'Dense perceptron', samples: 'dense', contract: 'densePerceptron' },
  'sparse-multiclass-perceptron': {
    title: 'Sparse multiclass perceptron',
    samples: 'sparse',
    contract: 'sparseMulticlassPerceptron',
  },
  'dense-multiclass-perceptron': {
    title: 'Dense multiclass perceptron',
    samples: 'dense',
    contract: 'denseMulticlassPerceptron',
  },
  'naive-bayes': { title: 'Naive Bayes', samples: 'sparse', contract: 'naiveBayes', scores: 'logarithms' },
  'nearest-centroid': { title: 'Nearest centroid', samples: 'dense', contract: 'nearestCentroid' },
  'sparse-nearest-centroid': {
    title: 'Sparse nearest centroid',
    samples: 'sparse',
    contract: 'sparseNearestCentroid',
  },
  'logistic-regression': { title: 'Logistic regression', samples: 'sparse', contract: 'logisticRegression' },
} as const

/** All incentive mechanisms that this SDK knows, by the last part of their kinds' names; a line for each. */
const mechanisms = {
  drt: { name: 'deposit-refund-take', title: 'Deposit, Refund, Take', contract: 'DepositRefundTake' },
  points: { name: 'points', title: 'Points', contract: 'Points' },
  market: { name: 'prediction-market', title: 'Prediction market', contract: 'PredictionMarket' },
  bonded: { name: 'bonded-deposits', title: 'Deposits with bonds', contract: 'BondedDepositRefundTake' },
} as const

type Classifiers = typeof classifiers
type Mechanisms = typeof mechanisms
type Suffix = keyof Mechanisms

/** What tells classifiers apart, such as `sparse-perceptron`. */
export type ClassifierName = keyof Classifiers

/** What tells incentive mechanisms apart. */
export type MechanismName = Mechanisms[Suffix]['name']

/** The short name of a kind, which model ids begin with: a classifier, and a mechanism's suffix. */
export type KindName = `${ClassifierName}-${Suffix}`

/** The kinds under a mechanism. */
export type KindUnder<mechanism extends MechanismName> = `${ClassifierName}-${SuffixFor<mechanism>}`

/** The kinds under *Deposit, Refund, Take*. */
export type DepositKind = KindUnder<'deposit-refund-take'>
/** The kinds under *Points*. */
export type PointsKind = KindUnder<'points'>
/** The kinds under a *prediction market*. */
export type MarketKind = KindUnder<'prediction-market'>
/** The kinds under *Deposit, Refund, Take* with bonds. */
export type BondedKind = KindUnder<'bonded-deposits'>

/** The kinds of a classifier. */
export type KindOfClassifier<classifier extends ClassifierName> = `${classifier}-${Suffix}`

/** The classifier of a kind. */
export type ClassifierOf<kind extends KindName> = {
  [name in ClassifierName]: kind extends `${name}-${Suffix}` ? name : never
}[ClassifierName]

/** The mechanism of a kind. */
export type MechanismOf<kind extends KindName> = Mechanisms[SuffixOf<kind>]['name']

/** The kind that has the classifier of `kind` under another mechanism. */
export type Under<kind extends KindName, mechanism extends MechanismName> = kind extends KindName
  ? `${ClassifierOf<kind>}-${SuffixFor<mechanism>}`
  : never

/** A kind of trainer: one classifier under one incentive mechanism. One contract holds all models of a kind. */
export type Kind<kind extends KindName = KindName> = { [name in kind]: Entry<name> }[kind]

type Entry<kind extends KindName> = {
  readonly name: kind
  /** The classifier in words. */
  readonly classifier: string
  readonly classifierName: ClassifierOf<kind>
  readonly mechanism: MechanismOf<kind>
  /** The mechanism in words. */
  readonly mechanismTitle: string
  /** What its samples are. */
  readonly samples: Classifiers[ClassifierOf<kind>]['samples']
  /** What its classes' scores are, if it has a score for each: weights, or binary logarithms of probabilities. */
  readonly scores: 'weights' | 'logarithms'
  readonly abi: Trainers[ContractOf<kind>]['abi']
  /** Where it stands on every chain: CREATE2 of its bytecode through {@link deployerProxy}, salt zero. */
  readonly address: Address
}

type Trainers = typeof trainers
type SuffixOf<kind extends KindName> = {
  [suffix in Suffix]: kind extends `${ClassifierName}-${suffix}` ? suffix : never
}[Suffix]
type SuffixFor<mechanism extends MechanismName> = {
  [suffix in Suffix]: Mechanisms[suffix]['name'] extends mechanism ? suffix : never
}[Suffix]
type ContractOf<kind extends KindName> =
  `${Classifiers[ClassifierOf<kind>]['contract']}${Mechanisms[SuffixOf<kind>]['contract']}`

const classifierNames = /*#__PURE__*/ Object.keys(classifiers) as ClassifierName[]
const suffixes = /*#__PURE__*/ Object.keys(mechanisms) as Suffix[]

/** All kinds of trainers that this SDK knows: every classifier under every mechanism. */
export const kinds = /*#__PURE__*/ Object.fromEntries(
  suffixes.flatMap(suffix =>
    classifierNames.map(name => [`${name}-${suffix}`, entryOf(name, suffix)] as const),
  ),
) as unknown as { readonly [kind in KindName]: Entry<kind> }

/** The names of all kinds. */
export const kindNames = /*#__PURE__*/ Object.keys(kinds) as KindName[]

/** The mechanisms, each with what it is called. */
export const mechanismTitles = /*#__PURE__*/ Object.fromEntries(
  Object.values(mechanisms).map(({ name, title }) => [name, title]),
) as { readonly [mechanism in MechanismName]: string }

/** The kinds under a mechanism, one for each classifier. */
export function kindsUnder<mechanism extends MechanismName>(mechanism: mechanism): KindUnder<mechanism>[] {
  return kindNames.filter(kind => kinds[kind].mechanism === mechanism) as KindUnder<mechanism>[]
}

/**
 * The kind that has the classifier of `kind` under another mechanism.
 *
 * @example
 * kindUnder('naive-bayes-drt', 'points') // 'naive-bayes-points'
 */
export function kindUnder<kind extends KindName, mechanism extends MechanismName>(
  kind: kind,
  mechanism: mechanism,
): Under<kind, mechanism> {
  const { classifierName } = kinds[kind]
  const found = kindsUnder(mechanism).find(other => kinds[other].classifierName === classifierName)
  return found as unknown as Under<kind, mechanism>
}

/** Whether a model, or a reference to one, is under a mechanism; its type is then known. */
export function isUnder<model extends { kind: KindName }, mechanism extends MechanismName>(
  model: model,
  mechanism: mechanism,
): model is model & { kind: KindUnder<mechanism> } {
  return kinds[model.kind].mechanism === mechanism
}

/**
 * Makes sure that a model, or a reference to one, is under a mechanism.
 *
 * @throws WrongMechanismError
 */
export function assertUnder<model extends { kind: KindName }, mechanism extends MechanismName>(
  model: model,
  mechanism: mechanism,
): asserts model is model & { kind: KindUnder<mechanism> } {
  if (isUnder(model, mechanism)) return
  const { mechanismTitle } = kinds[(model as { kind: KindName }).kind]
  throw new WrongMechanismError({ needed: mechanismTitles[mechanism], given: mechanismTitle })
}

/** The classifier of a kind. */
export function classifierOf<kind extends KindName>(kind: kind): ClassifierOf<kind> {
  return kinds[kind].classifierName as ClassifierOf<kind>
}

/** The address of the trainer of `kind`, the same on every chain. */
export function trainerAddress(kind: KindName): Address {
  return kinds[kind].address
}

/** The contract of a kind, as its files are named. */
export function contractOf(kind: KindName): keyof Trainers {
  const suffix = suffixes.find(each => kind === `${kinds[kind].classifierName}-${each}`)!
  return `${classifiers[kinds[kind].classifierName].contract}${mechanisms[suffix].contract}`
}

function entryOf(classifierName: ClassifierName, suffix: Suffix) {
  const classifier = classifiers[classifierName]
  const mechanism = mechanisms[suffix]
  return {
    name: `${classifierName}-${suffix}`,
    classifier: classifier.title,
    classifierName,
    mechanism: mechanism.name,
    mechanismTitle: mechanism.title,
    samples: classifier.samples,
    scores: 'scores' in classifier ? classifier.scores : 'weights',
    ...trainers[`${classifier.contract}${mechanism.contract}`],
  }
}
