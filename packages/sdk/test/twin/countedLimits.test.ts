import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { maxSampleLengthOf } from '../../src/twin/classifiers/CountedClasses.ts'

const contract = readFileSync(
  new URL('../../../contracts/src/types/CountSettings.sol', import.meta.url),
  'utf8',
)

/** The longest sample of every model that a contract takes, with as many features as there may be. */
function* limits() {
  for (let maxClasses = 2; maxClasses <= 64; maxClasses++) {
    for (const classesPerWord of [2, 4, 8, 16].filter(shared => 4 * shared >= maxClasses)) {
      for (let uploadedClasses = 0; uploadedClasses <= maxClasses; uploadedClasses++) {
        const featureCount = Math.min(65_536, Math.floor(2 ** 19 / Math.max(1, uploadedClasses)))
        const fields = { featureCount, uploadedClasses, maxClasses, classesPerWord }
        yield maxSampleLengthOf({ ...fields, openClasses: true, countBits: 8, sampleWeight: 0 })
      }
    }
  }
}

test('the contract works out no limit for samples that every model takes', () => {
  const short = Number(/SHORT_SAMPLE = (\d+);/.exec(contract)?.[1])
  const least = Math.min(...limits())
  expect(least).toBe(200)
  expect(short).toBeGreaterThan(0)
  expect(short).toBeLessThanOrEqual(least)
})
