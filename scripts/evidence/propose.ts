/**
 * Writes down which terms a sponsor is told to offer in each market of the evidence, by `proposeMarket` on samples of its
 * own that nobody else has: the terms of the middle value of several splits.
 *
 * Usage: npm run evidence:terms
 */
import { writeFileSync } from 'node:fs'
import { marketGas } from '@cotrain/sdk'
import { examplesOf, parseScenario } from '@cotrain/simulator'
import { loadData } from '@cotrain/simulator/node'
import {
  type MarketProposal,
  proposeMarket,
  Random,
  TrainingError,
  trainInitialModel,
} from '@cotrain/simulator/training'
import { bundleSamples, fee, type MarketClassifier, marketClassifiers, marketData } from './deviations.ts'
import type { Terms } from './proposals.ts'

/** Ether for a label, and the price of gas (gwei) of the markets. */
const [labourCost, gasPrice] = [0.0002, 0.01]
/** Samples of the sponsor. */
const owned = 400
const seeds = [1, 2, 3, 4, 5]

async function proposeFor(data: string, type: MarketClassifier, seed: number): Promise<MarketProposal> {
  const settings = marketData[data]!
  const scenario = parseScenario({
    name: 'a',
    data: settings,
    classifier: { type },
    populations: {},
    duration: 1,
  })
  const set = await loadData({ ...scenario.data, seed })
  const random = new Random(seed, 'sponsor')
  const samples = examplesOf(set.train).slice(0, scenario.data.trainSize)
  const order = Array.from(random.permutation(samples.length), i => samples[i]!)
  const known = Math.round(order.length * scenario.data.initialShare)
  const own = order.slice(known, known + owned)
  const features = own.reduce((sum, { sample }) => sum + sample.length, 0) / own.length
  const gas = marketGas.commit(1) + marketGas.reveal(bundleSamples, features)
  return proposeMarket({
    model: trainInitialModel(set, order.slice(0, known), scenario.classifier, random),
    samples: own,
    labourCost,
    gasCost: (gas * gasPrice * 1e-9 + fee) / bundleSamples,
    bundleSamples,
    seed,
  })
}

/** So many that ten bundles of other samples are left in the smallest data set. */
const mostTests = 320

/** Three digits are enough, and easier to read. */
const rounded = (wei: bigint) => Number((Number(wei) / 1e18).toPrecision(3))

function termsOf({ bounty, options }: MarketProposal): Terms {
  const { value, stake, tolerance } = options
  const testSamples = Math.min(options.testSamples, mostTests)
  return { bounty: rounded(bounty), value: rounded(value), stake: rounded(stake), tolerance, testSamples }
}

/** What there is to learn shows on some splits only, where samples are few. */
async function proposals(data: string, classifier: MarketClassifier): Promise<MarketProposal[]> {
  const made: MarketProposal[] = []
  for (const seed of seeds) {
    try {
      made.push(await proposeFor(data, classifier, seed))
    } catch (error) {
      if (!(error instanceof TrainingError)) throw error
      console.log(`${data}, ${classifier}, split ${seed}: ${error.shortMessage}`)
    }
  }
  return made.sort((a, b) => Number(a.options.value - b.options.value))
}

const all: Record<string, Record<string, Terms>> = {}
for (const data of Object.keys(marketData)) {
  for (const classifier of marketClassifiers) {
    const made = await proposals(data, classifier)
    const middle = made[Math.floor(made.length / 2)]
    if (!middle) throw new Error(`No split of ${data} shows anything to learn for ${classifier}.`)
    all[data] = { ...all[data], [classifier]: termsOf(middle) }
    const values = made.map(({ options }) => rounded(options.value))
    console.log(`${data}, ${classifier}: a unit of loss is worth ${values.join(', ')} ether`)
  }
}
writeFileSync(new URL('proposals.json', import.meta.url), `${JSON.stringify(all, null, 2)}\n`)
