import { type Address, parseEther } from 'viem'
import {
  type ClassifierOptions,
  classifierNumber,
  classifiers,
  defaultOptions,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  type IncentiveOptions,
  type Kind,
  type MechanismName,
} from '../../src/kinds/index.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import type { AnySample } from './problem.ts'
import { subjectOf } from './subjects.ts'

export const owner: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
export const call = { sender: owner, time: 1_000_000n, blockNumber: 7n } as const
const paid = { ...call, value: parseEther('1000') } as const

export const pointsOptions = {
  verifyTime: 0,
  confirmTime: 60,
  contributionPoints: 10,
  reportPoints: 5,
  dailyCap: 65_535,
}

export const marketOptions = {
  ...{ stake: 1000n, fee: 7n, value: 10n ** 6n, tolerance: 200_000 },
  ...{ commitTime: 3600, revealTime: 3600, testTime: 3600 },
  ...{ testSamples: 40, minSamples: 1, maxSamples: 8, loss: 0 },
}

export const incentiveOptions = {
  refundTime: 0,
  ownerClaimTime: 60,
  anyClaimTime: 600,
  depositWeight: 1,
}

const bondedOptions = {
  ...defaultOptions('bonded'),
  challengeTime: 1,
  deposit: 10n ** 12n,
  surpriseFactor: 2,
}

/** Options of each mechanism, under which much is possible soon. */
const options = {
  deposits: incentiveOptions,
  points: pointsOptions,
  market: marketOptions,
  bonded: bondedOptions,
} as const satisfies Record<MechanismName, IncentiveOptions>

export function optionsOf({ mechanism }: Kind): IncentiveOptions {
  return options[mechanism]
}

/** A twin with one model of `kind`, untrained; classes that can be added are. */
export function untrained(kind: Kind): Twin {
  const { options, classes } = subjectOf(kind)
  const twin = withModel(kind, options, untrainedWords(kind))
  if (canAddClasses(twin)) for (let c = 0; c < classes; c++) twin.addClass(call, 0n, `class ${c}`)
  return twin
}

/** The parameters of an untrained model of the generated problem. */
export function untrainedWords(kind: Kind): bigint[] {
  const { options, firstWord = 0n } = subjectOf(kind)
  const { requiredWords } = withModel(kind, options, []).model(0n)
  return Array.from({ length: Number(requiredWords) }, (_, i) => (i === 0 ? firstWord : 0n))
}

/** A twin with one model. */
export function withModel(kind: Kind, options: ClassifierOptions, words: readonly bigint[]): Twin {
  const twin: Twin = createTwin(kind)
  const encoded = encodeClassifierOptions(kind.classifier, options)
  const number = BigInt(classifierNumber(kind.classifier))
  twin.createModel(
    call,
    number,
    encoded,
    encodeIncentiveOptions(kind.mechanism, optionsOf(kind)),
    0,
    '{}',
    words,
  )
  return twin
}

export function teach(twin: Twin, label: number, sample: AnySample): void {
  twin.contribute(paid, 0n, label, sample)
}

export function teachBatch(twin: Twin, samples: readonly { label: number; sample: AnySample }[]): void {
  const labels = samples.map(({ label }) => label)
  twin.contributeBatch(
    paid,
    0n,
    labels,
    samples.map(({ sample }) => sample),
  )
}

export function canAddClasses(twin: Twin): boolean {
  return classifiers[twin.classifier].addsClasses
}
