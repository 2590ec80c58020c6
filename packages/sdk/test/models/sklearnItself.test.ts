import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  denseEncoderOf,
  encoderOf,
  floatProbabilities,
  type IntegerModel,
  isSparse,
  type ModelFile,
  parseModelFile,
  predictFloat,
  quantise,
  toModelFile,
} from '@cotrain/sdk/models'
import { hasSklearn, runPython } from '@cotrain/testing/sklearn'
import { describe, expect, it } from 'vitest'

/** What sklearn/generate.py writes about one classifier. */
type Case = {
  name: string
  export: object
  samples: (string | number[])[]
  labels: number[]
  margins: number[]
  probabilities: number[][] | null
}

const script = fileURLToPath(new URL('./sklearn/generate.py', import.meta.url))
/** One for each number of classes from two to five, and four more. */
const seeds = 8
const casesPerSeed = 59
/** Rounding to a contract's integers may turn a sample that is nearer to the border than this. */
const clearMargin = 0.02

it('docs/import.md shows the file', () => {
  const read = (name: string) => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8')
  expect(read('import.md')).toContain(`\`\`\`python\n${read('scikit_learn.py')}\`\`\``)
})

describe.skipIf(!hasSklearn())('scikit-learn itself', () => {
  const generated = hasSklearn() ? runPython([script, String(seeds)]) : undefined
  const cases: Case[] = (generated?.stdout ?? '')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

  it('trains and exports classifiers of every kind', () => {
    expect(generated?.stderr).toBe('')
    expect(cases.length).toBe(seeds * casesPerSeed)
  })

  it('predicts what their files do, in floats and in integers', () => {
    const differences = cases.flatMap(each => {
      const file = parseModelFile(each.export)
      const encode = encoderFor(file)
      const { predict } = quantise(file)
      return each.samples.flatMap((sample, i) => {
        const margin = each.margins[i]!
        const { floats, integers } = encode(sample)
        const said = [
          ...(margin > 1e-9 ? [predictFloat(file, floats)] : []),
          ...(margin > clearMargin ? [predict(integers)] : []),
        ]
        return said.every(label => label === each.labels[i])
          ? []
          : [`${each.name}: ${said}, not ${each.labels[i]}`]
      })
    })
    expect(differences).toEqual([])
  })

  it('gives the probabilities that their files do, in floats and in integers', () => {
    const differences = cases.flatMap(each => {
      const file = parseModelFile(each.export)
      const encode = encoderFor(file)
      const rounded = roundedFile(file)
      return each.samples.flatMap((sample, i) => {
        const { floats } = encode(sample)
        const expected = each.probabilities?.[i]
        const said = [file, rounded].map(one => one && floatProbabilities(one, floats))
        return said.flatMap((shares, form) => {
          if (!shares) return []
          const tolerance = form === 0 ? 1e-6 : 1e-3
          const right = expected && shares.every((share, k) => Math.abs(share - expected[k]!) < tolerance)
          return right ? [] : [`${each.name}: ${form} ${shares}, not ${expected}`]
        })
      })
    })
    expect(differences).toEqual([])
  })

  it('is read as what contracts show probabilities of, wherever there are two classes', () => {
    const types = new Map(cases.map(({ name, export: exported }) => [name, parseModelFile(exported).type]))
    const bayes = cases.filter(({ name }) => name.includes('MultinomialNB') && /^[04]:/.test(name))
    const found = new Set(bayes.map(({ name }) => types.get(name)))
    expect([...found].sort()).toEqual(['naive bayes', 'sparse logistic regression'])
  })

  it('writes valid JSON of numpy keys, sparse coefficients and numbers that JSON does not have', () => {
    const { stdout, stderr } = runPython([
      '-c',
      `
import numpy as np, os, tempfile
from scikit_learn import export
from sklearn.linear_model import SGDClassifier
from scipy.sparse import csr_matrix
X, y = csr_matrix(np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 2.0]])), np.array([1, 0, 1])
model = SGDClassifier(random_state=0, class_weight={np.int64(0): np.float32(2), np.int64(1): 1}).fit(X, y).sparsify()
path = os.path.join(tempfile.mkdtemp(), "model.json")
export(path, model, X, y, name="Sparse")
print(open(path).read())
model.tol = float("nan")
export(path, model, X, y)
print(open(path).read())
model.coef_ = np.array([[np.nan, 1.0]])
export(path, model, X, y)
print(open(path).read())
class Unready:
    def __repr__(self): raise KeyError("no text")
    __str__ = __repr__
model.set_params(class_weight=Unready())
try:
    export(path, model, X, y)
except KeyError:
    print(open(path).read(), os.listdir(os.path.dirname(path)) == ["model.json"], sep="\\n")
`,
    ])
    expect(stderr).toBe('')
    const [first, second, third, kept, alone] = stdout.trim().split('\n')
    expect(parseModelFile(first)).toMatchObject({
      type: 'dense perceptron',
      inputs: [{ max: 1 }, { max: 2 }],
    })
    expect(JSON.parse(first!).model.params.class_weight).toEqual({ 0: 2, 1: 1 })
    expect(JSON.parse(second!).model.params.tol).toBe('nan')
    expect(() => parseModelFile(third)).toThrow('model.coef_[0][0] is "nan", not a number')
    expect([kept, alone]).toEqual([third, 'True'])
  })

  it.each([
    [
      'a step that is not read',
      'make_pipeline(PCA(2), LogisticRegression()).fit(X, y)',
      'scaler.class is "PCA"',
    ],
    ['a calibration', 'CalibratedClassifierCV(LinearSVC(), cv=2).fit(X, y)', 'is "CalibratedClassifierCV"'],
    ['another kernel', 'SVC(decision_function_shape="ovo").fit(X, y)', 'model.class is "SVC"'],
    ['one class', 'SGDOneClassSVM().fit(X)', 'model.class is "SGDOneClassSVM"'],
    [
      'a scaler that clips',
      'make_pipeline(MinMaxScaler(clip=True), Perceptron()).fit(X, y)',
      'scaler.params.clip is true',
    ],
    [
      'words that a vocabulary has and the stop words take away',
      'make_pipeline(CountVectorizer(binary=True, vocabulary=["the", "sea"], stop_words="english"), Perceptron()).fit(["the sea", "sea"], [0, 1])',
      'vectorizer.params.stop_words is "english"',
    ],
  ])('refuses %s', (_, expression, problem) => {
    const { stdout, stderr } = runPython([
      '-c',
      `
import numpy as np, os, tempfile
from sklearn.calibration import CalibratedClassifierCV
from sklearn.decomposition import PCA
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, Perceptron, SGDOneClassSVM
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC, LinearSVC
from scikit_learn import export
X, y = np.random.RandomState(0).normal(size=(20, 3)), np.arange(20) % 2
path = os.path.join(tempfile.mkdtemp(), "model.json")
export(path, ${expression})
print(open(path).read())
`,
    ])
    expect(() => parseModelFile(stdout), stderr).toThrow(problem)
  })
})

function encoderFor(file: ModelFile) {
  if (!isSparse(file)) {
    const { encoder } = denseEncoderOf(file)
    return (sample: string | number[]) => ({
      floats: sample as number[],
      integers: encoder.encode(sample) as Uint16Array | Int16Array,
    })
  }
  const { encoder } = encoderOf(file)
  return (sample: string | number[]) => {
    const features = encoder.encode(sample as string)
    return { floats: features, integers: features as Uint16Array | Int16Array }
  }
}

/** The file of what the contract holds, where that gives probabilities. */
function roundedFile(file: ModelFile): ModelFile | undefined {
  const quantised = quantise(file)
  if (quantised.classifier === 'logistic-regression' || quantised.classifier === 'naive-bayes') {
    return toModelFile(quantised as unknown as IntegerModel, file)
  }
  return undefined
}
