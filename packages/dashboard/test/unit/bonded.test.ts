import { defaultOptions } from '@cotrain/sdk'
import { describe, expect, it } from 'vitest'
import { arbiterWords, bySuspicion, type Challengeable } from '../../src/features/bonded/words.ts'
import { bondedSchedule } from '../../src/features/teach/schedule.ts'

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
  it('puts those first that the model disagrees with', () => {
    expect(bySuspicion([open, challenged]).map(({ index }) => index)).toEqual([0n, 1n])
    expect(bySuspicion([challenged, open]).map(({ index }) => index)).toEqual([0n, 1n])
  })

  it('says for how long a label can be challenged', () => {
    const steps = bondedSchedule(defaultOptions('bonded'))
    expect(steps.map(({ when }) => when)).toContain('For 1 day')
    expect(steps.find(({ when }) => when === 'After 3 challenges')?.what).toMatch(/^It is dropped/)
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
