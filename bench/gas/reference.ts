import { readFileSync } from 'node:fs'

export type Action =
  | 'deploy'
  | 'add-agree'
  | 'add-disagree'
  | 'refund'
  | 'take'
  | 'add-batch-10'
  | 'take a share'
  | 'add-batch-10, all disagree'

type ReferenceSample = {
  name: string
  features: number[]
  addAgree: number
  addDisagree: number
  refund: number
  report: number
}

type Reference = {
  what: string
  deploy: { features: number; gas: number }
  samples: ReferenceSample[]
}

/** Gas of the older project for the same actions; where it comes from stands in the file. */
export const reference: Reference = JSON.parse(
  readFileSync(new URL('../reference/gas.json', import.meta.url), 'utf8'),
)

/** Which of the older project's actions does the same. */
const fields: Record<
  Exclude<Action, 'deploy'>,
  keyof ReferenceSample & ('addAgree' | 'addDisagree' | 'refund' | 'report')
> = {
  'add-agree': 'addAgree',
  'add-disagree': 'addDisagree',
  refund: 'refund',
  take: 'report',
  'take a share': 'report',
  'add-batch-10': 'addAgree',
  'add-batch-10, all disagree': 'addDisagree',
}

/** The older project's gas for an action on a sample of so many features, or null where none was measured. */
export function referenceGas(action: Exclude<Action, 'deploy'>, features: number): number | null {
  return reference.samples.find(sample => sample.features.length === features)?.[fields[action]] ?? null
}

/** The older project's gas for deploying a model of so many features, or null where none was measured. */
export function referenceDeploy(features: number): number | null {
  return features === reference.deploy.features ? reference.deploy.gas : null
}
