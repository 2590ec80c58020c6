import { describe, expect, it } from 'vitest'
import { bySuspicion, type Challengeable, explain } from '../../src/features/bonded/words.ts'
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
    const steps = bondedSchedule({ challengeTime: 86_400, deposit: 1n, surpriseFactor: 1 })
    expect(steps.map(({ when }) => when)).toContain('For 1 day')
  })
})
