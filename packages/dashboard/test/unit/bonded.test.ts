import { defaultOptions } from '@cotrain/sdk'
import { describe, expect, it } from 'vitest'
import { arbiterWords, bySuspicion, type Challengeable, explain } from '../../src/features/bonded/words.ts'
import { bondedSchedule } from '../../src/features/teach/schedule.ts'

const names = ['pear', 'apple']
const open = {
  index: 0n,
  status: 'open',
  label: 0,
  predicted: 1,
  finalAt: 3_600n,
  contribution: { label: 0, challenges: [] },
} as unknown as Challengeable
const challenged = {
  ...open,
  index: 1n,
  label: 1,
  contribution: { label: 0, challenges: [{}] },
} as unknown as Challengeable

describe('deposits with bonds in plain words', () => {
  it('says where a contribution stands, and what the model thinks of it', () => {
    expect(explain(open, names)).toMatch(
      /^Final on .*1970.*, if nobody challenges it\. The model says apple\.$/,
    )
    expect(explain(challenged, names)).toMatch(/^After 1 challenge it stands at apple\. Final on/)
    expect(explain({ ...challenged, status: 'final' }, names)).toMatch(/it can be settled\.$/)
    expect(explain({ ...open, status: 'settled' }, names)).toBe('The model learned it.')
    expect(explain({ ...challenged, status: 'settled' }, names)).toBe('The model learned that it is apple.')
  })

  it('puts those first that the model disagrees with', () => {
    expect(bySuspicion([open, challenged]).map(({ index }) => index)).toEqual([0n, 1n])
    expect(bySuspicion([challenged, open]).map(({ index }) => index)).toEqual([0n, 1n])
  })

  it('says for how long a label can be challenged', () => {
    const steps = bondedSchedule(defaultOptions('bonded'))
    expect(steps.map(({ when }) => when)).toContain('For 1 day')
    expect(steps.find(({ when }) => when === 'After 3 challenges')?.what).toMatch(/^It is dropped/)
  })

  it('says what becomes of what stays contested', () => {
    const contested = { ...challenged, status: 'contested' } as const
    expect(explain(contested, names)).toMatch(/It will be dropped on .*1970.*\. The model says apple\.$/)
    expect(explain(contested, names, true)).toMatch(/unless somebody calls the arbiter before\./)
    expect(explain({ ...contested, status: 'disputed' }, names)).toMatch(/may rule until .*1970/)
    expect(explain({ ...contested, status: 'decided', ruling: { label: 0 } }, names)).toMatch(
      /ruled that it is pear/,
    )
    expect(explain({ ...contested, status: 'dropped' }, names)).toMatch(/stayed contested/)
    const duplicate = { ...open, status: 'dropped', contribution: { label: 0, duplicateOf: 7n } }
    expect(explain(duplicate as unknown as Challengeable, names)).toMatch(
      /Contribution 7 has the same sample/,
    )
  })

  it('says who the arbiter is', () => {
    const address = '0x90F79bf6EB2c4f870365E785982E1f101E93b906'
    expect(arbiterWords(undefined).name).toBe('Nobody')
    expect(arbiterWords({ address, kind: 'referee', stands: 'owner', fee: 0n })).toEqual({
      name: 'A referee',
      hint: 'the owner of the model',
    })
  })
})
