import { countOf, type DataSet, type Example, exampleAt, type Samples } from '../data/DataSet.ts'
import { ScenarioError } from '../scenario/ScenarioError.ts'

/** How many samples a market's test set has, and of which samples of the data set they are. */
export type HiddenTest = { from: 'train' | 'test'; samples: number }

/** The data set without a market's test set: agents contribute from `order`, accuracy is measured on `data.test`. */
export type Parted = { data: DataSet; order: Uint32Array; hidden: Example[] }

/**
 * Takes a market's test set out of a data set: the last samples of the order of the training samples, or the first of the
 * test samples. (Where no test sample is left, accuracy is measured on those of the market.)
 * @throws ScenarioError when there are too few samples.
 */
export function withoutHidden(data: DataSet, order: Uint32Array, wanted: HiddenTest | undefined): Parted {
  if (wanted === undefined) return { data, order, hidden: [] }
  const { from, samples } = wanted
  const there = from === 'train' ? order.length : countOf(data.test)
  if (samples > there || (from === 'train' && samples === there)) {
    throw new ScenarioError([
      `mechanism.options.testSamples: is ${samples}, but there are ${there} ${from === 'train' ? 'training' : 'test'} samples`,
    ])
  }
  if (from === 'train') {
    const cut = order.length - samples
    const hidden = Array.from(order.subarray(cut), i => exampleAt(data.train, i))
    return { data, order: order.subarray(0, cut), hidden }
  }
  const hidden = Array.from({ length: samples }, (_, i) => exampleAt(data.test, i))
  return { data: samples < there ? { ...data, test: after(data.test, samples) } : data, order, hidden }
}

/** The samples from `start` on. */
function after({ labels, offsets, values }: Samples, start: number): Samples {
  return { labels: labels.subarray(start), offsets: offsets.subarray(start), values }
}
