import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDay, type DayRows } from '../../src/twin/types/DayRows.ts'

/** Days of a few weeks, so that rows meet, and those at the limits. */
const days = fc.array(fc.oneof(fc.nat(40), fc.integer({ min: 49_700, max: 49_710 })), { maxLength: 80 })

test('days in any order join rows of neighbours', () => {
  fc.assert(
    fc.property(days, list => {
      const rows: DayRows = new Map()
      const there = new Set<number>()
      for (const day of list) {
        let changes = 0
        const row = addDay(rows, day, (end, other) => {
          changes++
          rows.set(end, other)
        })
        expect(changes).toBeLessThanOrEqual(3)
        expect(row === undefined).toBe(there.has(day))
        there.add(day)
        if (row === undefined) continue
        let [first, last] = [day, day]
        while (there.has(first - 1)) first--
        while (there.has(last + 1)) last++
        expect(row).toEqual({ length: last - first + 1, last })
      }
    }),
  )
})
