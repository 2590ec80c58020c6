import { type Address, parseEther } from 'viem'
import {
  type ClassifierOptions,
  encodeClassifierOptions,
  encodeIncentiveOptions,
  type KindName,
} from '../../src/kinds/index.ts'
import { createTwin, type Twin } from '../../src/twin/index.ts'
import type { AnySample } from './problem.ts'
import { subjects } from './subjects.ts'

export const owner: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
export const call = { sender: owner, time: 1_000_000n, blockNumber: 7n } as const
const paid = { ...call, value: parseEther('1000') } as const

export const incentiveOptions = {
  refundTime: 0,
  ownerClaimTime: 60,
  anyClaimTime: 600,
  depositWeight: 1,
}

/** A twin with one model of `kind`, untrained; classes that can be added are. */
export function untrained(kind: KindName): Twin {
  const { options, classes } = subjects[kind]
  const twin = withModel(kind, options, untrainedWords(kind))
  if (canAddClasses(twin)) for (let c = 0; c < classes; c++) twin.addClass(call, 0n, `class ${c}`)
  return twin
}

/** The parameters of an untrained model of the generated problem. */
export function untrainedWords(kind: KindName): bigint[] {
  const { options, firstWord = 0n } = subjects[kind]
  const { requiredWords } = withModel(kind, options, []).model(0n)
  return Array.from({ length: Number(requiredWords) }, (_, i) => (i === 0 ? firstWord : 0n))
}

/** A twin with one model. */
export function withModel(kind: KindName, options: ClassifierOptions, words: readonly bigint[]): Twin {
  const twin: Twin = createTwin({ kind })
  const encoded = encodeClassifierOptions(kind, options)
  twin.createModel(call, encoded, encodeIncentiveOptions(kind, incentiveOptions), '{}', words)
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

type OpenTwin = Twin<'naive-bayes-drt' | 'nearest-centroid-drt' | 'sparse-nearest-centroid-drt'>

export function canAddClasses(twin: Twin): twin is OpenTwin {
  return 'addClass' in twin
}
