import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SamplePool } from '../../src/twin/libraries/SamplePool.ts'

test('copies stay what they were, whatever is copied after them and becomes of what they were copied from', () => {
  const sample = fc.oneof(
    fc.uint16Array({ maxLength: 2_048, size: 'max' }),
    fc.int16Array({ maxLength: 2_048, size: 'max' }),
  )
  fc.assert(
    fc.property(fc.array(sample, { minLength: 40, maxLength: 80, size: 'max' }), samples => {
      const pool = new SamplePool()
      const before = samples.map(each => each.slice())
      const copies = samples.map(each => {
        const copy = pool.copy(each)
        each.fill(1)
        return copy
      })
      expect(copies).toEqual(before)
    }),
    { numRuns: 20 },
  )
})
