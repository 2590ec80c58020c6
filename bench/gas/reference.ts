import { readFileSync } from 'node:fs'
import type { MechanismName } from '@cotrain/sdk'

type ReferenceSample = {
  length: number
  addAgree: number
  addDisagree: number
  refund: number
  report: number
}

type Reference = {
  what: string
  /** The indices of the samples, by their names. */
  sparseSamples: Record<string, number[]>
  classifiers: {
    classifier: string
    features: number
    classes: number
    deploy: { transactions: number; gas: number }
    samples: ReferenceSample[]
  }[]
}

/** Gas of the older project for the same actions; where it comes from stands in the file. */
export const reference: Reference = JSON.parse(
  readFileSync(new URL('../reference/gas.json', import.meta.url), 'utf8'),
)

/** Which of the older project's actions does the same as one of ours. */
const fields = {
  'add-agree': 'addAgree',
  'add-disagree': 'addDisagree',
  refund: 'refund',
  take: 'report',
  'take a share': 'report',
  'add-batch-10': 'addAgree',
  'add-batch-10, all disagree': 'addDisagree',
} as const

/** Which actions count for the means beside the older project: it has no share of a take, and no batch, of its own. */
const counted = new Set(['deploy', 'add-agree', 'add-disagree', 'refund', 'take', 'add-batch-10'])

/** Whether an action counts for the means. */
export function isCounted({ mechanism, action }: { mechanism: MechanismName; action: string }): boolean {
  return mechanism === 'deposits' && counted.has(action)
}

/**
 * The older project's gas for an action on a sample of so many features, or null where it has no such classifier or
 * action, or none was measured.
 */
export function referenceGas(classifier: string, action: string, length: number): number | null {
  if (!(action in fields)) return null
  const samples = measured(classifier)?.samples
  const sample = samples?.find(each => each.length === length)
  return sample?.[fields[action as keyof typeof fields]] ?? null
}

/** The older project's gas for deploying a model of that size, or null where none was measured. */
export function referenceDeploy(classifier: string, features: number, classes: number): number | null {
  const model = measured(classifier)
  return model?.features === features && model.classes === classes ? model.deploy.gas : null
}

function measured(classifier: string) {
  return reference.classifiers.find(each => each.classifier === classifier)
}
