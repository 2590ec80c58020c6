import type { ClassifierName } from '@cotrain/sdk/kinds'
import { TrainingError } from './TrainingError.ts'
import type { TrainerSettings } from './trainFile.ts'

/** What samples are made of: texts become sets of features. */
export type InputForm = 'texts' | 'numbers'

type Trainer = {
  form: InputForm
  /** Whether it takes two classes only. */
  binary: boolean
  settings: (epochs: number) => TrainerSettings
}

const perceptron = (epochs: number) => ({ type: 'perceptron', epochs, weightBits: 'auto' }) as const
const multiclass = (epochs: number) => ({ ...perceptron(epochs), multiclass: true })
const centroid = () => ({ type: 'nearest centroid' }) as const

/** How a model of each classifier of the contracts is trained. */
export const trainers = {
  'sparse-perceptron': { form: 'texts', binary: true, settings: perceptron },
  'logistic-regression': {
    form: 'texts',
    binary: true,
    settings: epochs => ({ type: 'logistic regression', epochs, rate: 0.1, weightBits: 'auto' }),
  },
  'sparse-multiclass-perceptron': { form: 'texts', binary: false, settings: multiclass },
  'naive-bayes': {
    form: 'texts',
    binary: false,
    settings: () => ({ type: 'naive bayes', smoothing: 1, sampleWeight: 'auto' }),
  },
  'sparse-nearest-centroid': { form: 'texts', binary: false, settings: centroid },
  'dense-perceptron': { form: 'numbers', binary: true, settings: perceptron },
  'dense-multiclass-perceptron': { form: 'numbers', binary: false, settings: multiclass },
  'nearest-centroid': { form: 'numbers', binary: false, settings: centroid },
} as const satisfies Record<ClassifierName, Trainer>

const names = Object.keys(trainers) as ClassifierName[]

/** Names that stand for the classifiers that suit the samples, the first that does. */
const families: Readonly<Record<string, readonly ClassifierName[]>> = {
  perceptron: [
    'sparse-perceptron',
    'sparse-multiclass-perceptron',
    'dense-perceptron',
    'dense-multiclass-perceptron',
  ],
  'multiclass-perceptron': ['sparse-multiclass-perceptron', 'dense-multiclass-perceptron'],
  'nearest-centroid': ['nearest-centroid', 'sparse-nearest-centroid'],
}

/** The classifiers that can learn from such samples; of perceptrons the one that suits the number of classes. */
export function suitableClassifiers(form: InputForm, classCount: number): ClassifierName[] {
  const suits = names.filter(name => isSuitable(name, form, classCount))
  return suits.filter(name => classCount > 2 || !name.includes('multiclass'))
}

/**
 * The classifier of a name, or of a family such as `perceptron`.
 *
 * @throws TrainingError if there is none, or it does not suit the samples; the error names those that do.
 */
export function findClassifier(name: string, form: InputForm, classCount: number): ClassifierName {
  const wanted = name.trim().toLowerCase()
  const members = families[wanted] ?? names.filter(each => each === wanted)
  const found = members.find(each => isSuitable(each, form, classCount))
  if (found !== undefined) return found
  const others = names.filter(each => isSuitable(each, form, classCount)).join(', ')
  const why =
    members.length === 0
      ? `There is no classifier "${name}".`
      : members.some(each => trainers[each].form === form)
        ? `The classifier "${name}" tells two classes apart; the samples have ${classCount}.`
        : `The classifier "${name}" does not take ${form}.`
  throw new TrainingError(why, { metaMessages: [`For ${form} of ${classCount} classes: ${others}.`] })
}

function isSuitable(name: ClassifierName, form: InputForm, classCount: number): boolean {
  const { form: own, binary } = trainers[name]
  return own === form && (classCount === 2 || !binary)
}
