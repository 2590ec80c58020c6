import type { Learner } from '@cotrain/sdk/twin'
import type { Example } from '../../data/DataSet.ts'
import type { Random } from '../../random/Random.ts'
import { type LossName, standingOf } from './learningCurve.ts'

/** The rules of a blind market as far as they decide what a bundle brings. */
export type PayRules = { readonly loss: LossName; readonly tolerance: number }

/** By how much a bundle lowered the mean loss on the half that pays; 0 when it was refused. */
export type BundleFall = { readonly kept: boolean; readonly fall: number }

/**
 * Settles bundles in turn by the rules of a blind market, on a test set that is parted into pairs of which the lot gives
 * one to the half that pays; then the model is as before.
 */
export function bundleFalls(
  learner: Learner,
  bundles: readonly (readonly Example[])[],
  test: readonly Example[],
  { loss, tolerance }: PayRules,
  random: Random,
): BundleFall[] {
  const { classifier, journal } = learner
  const [pay, keep] = halvesOf(test, random)
  return journal.tentatively(() => {
    let payLoss = standingOf(learner, pay, loss).loss
    let keepLoss = standingOf(learner, keep, loss).loss
    return bundles.map(bundle => {
      const before = payLoss
      const kept = journal.keepIf(() => {
        for (const { sample, label } of bundle) classifier.update(sample, label)
        const now = standingOf(learner, keep, loss).loss
        if (now > keepLoss + tolerance) return false
        keepLoss = now
        payLoss = standingOf(learner, pay, loss).loss
        return true
      })
      return { kept, fall: kept ? before - payLoss : 0 }
    })
  })
}

/** One of each two samples that follow one another is in the first half, by lot. */
function halvesOf(test: readonly Example[], random: Random): [Example[], Example[]] {
  const [pay, keep]: [Example[], Example[]] = [[], []]
  for (let i = 0; i + 1 < test.length; i += 2) {
    const first = random.below(2)
    pay.push(test[i + first]!)
    keep.push(test[i + 1 - first]!)
  }
  return [pay, keep]
}
