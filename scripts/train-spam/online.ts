import type { LabelledSample } from '@cotrain/sdk/encoders'
import { maxWeight, type QuantisedSparsePerceptron } from '@cotrain/sdk/models'
import { seededShuffle } from '@cotrain/simulator/training'

const rounds = 10
/** Mails with fewer known words than this are no test of anything. */
const minWords = 20

/** How the model behaves on chain, measured with the contract's own rule on held-out mails. */
export type OnlineReport = {
  /** Contributions that it takes to turn a mail that the model gets right: the middle mail, and nine of ten. */
  toTurn: { median: number; ninety: number }
  /** Accuracy on other held-out mails, means of ten rounds. */
  accuracy: { before: number; honest100: number; wrong20: number; hamAsSpam20: number }
}

export function measureOnline(
  model: QuantisedSparsePerceptron,
  heldOut: readonly LabelledSample[],
): OnlineReport {
  const mean = { before: 0, honest100: 0, wrong20: 0, hamAsSpam20: 0 }
  for (let round = 0; round < rounds; round++) {
    const mails = seededShuffle(round)(heldOut)
    const [given, others] = [mails.slice(0, 300), mails.slice(300)]
    const long = given.filter(({ sample }) => sample.length >= minWords)
    const after = (contributions: LabelledSample[]) => accuracyAfter(model, contributions, others) / rounds
    mean.before += after([])
    mean.honest100 += after(given.slice(0, 100))
    mean.wrong20 += after(long.slice(0, 20).map(turned))
    mean.hamAsSpam20 += after(
      long
        .filter(({ label }) => label === 0)
        .slice(0, 20)
        .map(turned),
    )
  }
  const right = heldOut.filter(
    mail => mail.sample.length >= minWords && predict(model.weights, mail) === mail.label,
  )
  const turns = right.map(mail => contributionsToTurn(model, mail)).sort((a, b) => a - b)
  const at = (share: number) => turns[Math.floor(turns.length * share)]!
  return { toTurn: { median: at(0.5), ninety: at(0.9) }, accuracy: mean }
}

function accuracyAfter(
  model: QuantisedSparsePerceptron,
  contributions: LabelledSample[],
  others: LabelledSample[],
) {
  const weights = model.weights.slice()
  for (const mail of contributions) contribute(model, weights, mail)
  return accuracyOf(weights, others)
}

function contributionsToTurn(model: QuantisedSparsePerceptron, mail: LabelledSample): number {
  const weights = model.weights.slice()
  const wrong = turned(mail)
  let count = 0
  while (predict(weights, mail) === mail.label) {
    contribute(model, weights, wrong)
    count++
  }
  return count
}

function contribute({ options }: QuantisedSparsePerceptron, weights: Int32Array, mail: LabelledSample) {
  if (predict(weights, mail) === mail.label) return
  const max = maxWeight(options.weightBits)
  const step = mail.label === 1 ? options.learningRate : -options.learningRate
  for (const position of [0, ...mail.sample.map(index => index + 1)]) {
    weights[position] = Math.max(-max, Math.min(max, weights[position]! + step))
  }
}

/** Share of the mails that a perceptron gets right; `weights` begin with the intercept. */
export function accuracyOf(weights: ArrayLike<number>, mails: readonly LabelledSample[]): number {
  return mails.filter(mail => predict(weights, mail) === mail.label).length / mails.length
}

function predict(weights: ArrayLike<number>, { sample }: LabelledSample): number {
  return sample.reduce((score, index) => score + weights[index + 1]!, weights[0]!) > 0 ? 1 : 0
}

function turned({ label, sample }: LabelledSample): LabelledSample {
  return { label: 1 - label, sample }
}
