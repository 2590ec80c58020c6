import { formatPoints } from '../points/words.ts'
import type { Task, TaskKind } from './tasks.ts'

const contributions = (count: number) =>
  `${count.toLocaleString('en')} ${count === 1 ? 'contribution' : 'contributions'}`
const bundles = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'bundle' : 'bundles'}`

const titles: Record<TaskKind, (count: number) => string> = {
  refund: count => `Get the deposit of ${contributions(count)} back`,
  take: count => `Take from the deposits of ${contributions(count)} of others`,
  verify: count => `Have ${contributions(count)} verified`,
  confirm: count => `Confirm ${count.toLocaleString('en')} ${count === 1 ? 'report' : 'reports'}`,
  report: count => `Report ${contributions(count)} of others as bad`,
  reveal: count => `Reveal ${bundles(count)}`,
  claim: count => `Claim what ${bundles(count)} came to`,
  publish: () => 'Publish the test set',
  settle: count => `Settle ${contributions(count)}`,
  answer: count => `Answer the challenge of ${contributions(count)}`,
  arbiter: count => `Call the arbiter about ${contributions(count)}`,
  withdraw: count => `Take pledges for ${contributions(count)} out`,
}

/** What there is to do, in a sentence. */
export const taskTitle = ({ kind, count }: Task) => titles[kind](count)

/** What it brings, where that is points. */
export const taskPoints = ({ points = 0 }: Task) => (points > 0 ? formatPoints(points) : undefined)
