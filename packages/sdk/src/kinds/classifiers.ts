import type { ClassifierName } from './abis.ts'

/** What a sample is: the set of features that are present, or a number for each feature. */
export type SampleForm = 'sparse' | 'dense'

/** What is known of a classifier. */
export type ClassifierRow = {
  title: string
  /** The contract that holds its code. */
  contract: string
  samples: SampleForm
  /**
   * How its parameters are stored: packed in slots of their own; or in pages of code as a vector of weights for each
   * score, as a vector of sums and a count of samples for each class, or as counts of features for each class.
   */
  storage: 'slots' | 'vectors' | 'sums' | 'counts'
  /** Whether it learns from every contribution; else from those alone that it would have got wrong. */
  learnsAlways: boolean
  /** Whether classes can be added to its models. */
  addsClasses: boolean
  /**
   * What it says of a sample besides the class: one signed score, the probability of class 1, a score for each class, a
   * binary logarithm of each class's joint probability, or a distance to each class's centroid.
   */
  tells: 'score' | 'probability' | 'scores' | 'logarithms' | 'distances'
}

/** All classifiers that this SDK knows; a row for each. */
export const classifiers = {
  'sparse-perceptron': {
    title: 'Sparse perceptron',
    contract: 'SparsePerceptron',
    samples: 'sparse',
    storage: 'slots',
    learnsAlways: false,
    addsClasses: false,
    tells: 'score',
  },
  'dense-perceptron': {
    title: 'Dense perceptron',
    contract: 'DensePerceptron',
    samples: 'dense',
    storage: 'vectors',
    learnsAlways: false,
    addsClasses: false,
    tells: 'score',
  },
  'sparse-multiclass-perceptron': {
    title: 'Sparse multiclass perceptron',
    contract: 'SparseMulticlassPerceptron',
    samples: 'sparse',
    storage: 'slots',
    learnsAlways: false,
    addsClasses: false,
    tells: 'scores',
  },
  'dense-multiclass-perceptron': {
    title: 'Dense multiclass perceptron',
    contract: 'DenseMulticlassPerceptron',
    samples: 'dense',
    storage: 'vectors',
    learnsAlways: false,
    addsClasses: false,
    tells: 'scores',
  },
  'naive-bayes': {
    title: 'Naive Bayes',
    contract: 'NaiveBayes',
    samples: 'sparse',
    storage: 'counts',
    learnsAlways: true,
    addsClasses: true,
    tells: 'logarithms',
  },
  'nearest-centroid': {
    title: 'Nearest centroid',
    contract: 'NearestCentroid',
    samples: 'dense',
    storage: 'sums',
    learnsAlways: true,
    addsClasses: true,
    tells: 'distances',
  },
  'sparse-nearest-centroid': {
    title: 'Sparse nearest centroid',
    contract: 'SparseNearestCentroid',
    samples: 'sparse',
    storage: 'counts',
    learnsAlways: true,
    addsClasses: true,
    tells: 'distances',
  },
  'logistic-regression': {
    title: 'Logistic regression',
    contract: 'LogisticRegression',
    samples: 'sparse',
    storage: 'slots',
    learnsAlways: true,
    addsClasses: false,
    tells: 'probability',
  },
} as const satisfies Record<ClassifierName, ClassifierRow>

/** The names of all classifiers. */
export const classifierNames = /*#__PURE__*/ Object.keys(classifiers) as ClassifierName[]

/** Whether a market can judge the models of a classifier by their probabilities; else by their errors alone. */
export function offersQuadraticLoss(classifier: ClassifierName): boolean {
  return classifiers[classifier].tells !== 'distances'
}
