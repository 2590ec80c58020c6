import type { MechanismName, TrainerEventName } from '@cotrain/sdk'

const contributions = { one: 'contribution', many: 'contributions' }
const atOnce = {
  event: 'Contributed',
  begins: 'The line begins with the first contribution.',
  lesson: contributions,
} as const

/** How a model learns. */
interface Learning {
  event: TrainerEventName
  /** What to say before the first: some wait until it is settled what is right. */
  begins: string
  /** What it is given at a time. */
  lesson: { one: string; many: string }
}

export const learning: Readonly<Record<MechanismName, Learning>> = {
  deposits: atOnce,
  points: atOnce,
  market: {
    event: 'BundleSettled',
    begins:
      'The line begins in the settlement, when the first bundle is scored: the model learns nothing before.',
    lesson: { one: 'bundle', many: 'bundles' },
  },
  bonded: {
    event: 'Settled',
    begins: 'The line begins when the first label is final and settled: the model learns nothing before.',
    lesson: contributions,
  },
}
