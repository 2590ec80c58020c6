import { type Claim, ModelDisagreesError } from '@cotrain/sdk'
import { UserRejectedRequestError } from 'viem'
import { describe, expect, it } from 'vitest'
import { explainOthers, explainOwn } from '../../src/features/claims/statuses.ts'
import { depositSchedule } from '../../src/features/teach/schedule.ts'
import { toPlainWords } from '../../src/ui/plainWords.ts'

const options = { refundTime: 3_600, ownerClaimTime: 86_400, anyClaimTime: 172_800, depositWeight: 1_000 }

describe('errors in plain words', () => {
  it("gives the SDK's words for what the contract says", () => {
    const { message, advice } = toPlainWords(new ModelDisagreesError({ predicted: 0n, label: 1n }))
    expect(message).toMatch(/cannot be claimed now/)
    expect(advice.join()).toMatch(/once the model agrees/)
  })

  it("knows the wallets' errors", () => {
    expect(toPlainWords(new UserRejectedRequestError(new Error('no'))).message).not.toMatch(/Details|Version/)
    const notConnected = Object.assign(new Error('Connector not connected.'), {
      name: 'ConnectorNotConnectedError',
    })
    expect(toPlainWords(notConnected).message).toBe('No account is chosen.')
  })
})

describe('claims in plain words', () => {
  const claim = { status: 'waiting', opensAt: 1_000n, received: 0n, agrees: true } as Claim

  it('counts down for those who wait', () => {
    expect(explainOwn(claim, 940)).toBe(
      'The model agrees with you so far. You can ask for your deposit in 1 minute.',
    )
    expect(explainOwn({ ...claim, agrees: false }, 940)).toMatch(/^The model disagrees so far/)
  })

  it('has a sentence for each state', () => {
    for (const status of ['refundable', 'disputed', 'locked', 'takeable', 'refunded', 'taken'] as const) {
      expect(explainOwn({ ...claim, status }, 2_000)).toMatch(/\.$/)
    }
  })

  it('tells a share from the whole, and late claims from disputes', () => {
    const other = { ...claim, agrees: false, amount: 1n, contribution: { remaining: 2n } } as Claim
    expect(explainOthers(other)).toMatch(/Your share/)
    expect(explainOthers({ ...other, amount: 2n })).toMatch(/All that is left/)
    expect(explainOthers({ ...other, agrees: true })).toMatch(/unclaimed for so long/)
  })
})

it('says what happens to a deposit and when', () => {
  expect(depositSchedule(options).map(({ when }) => when)).toEqual([
    'Now',
    'After 1 hour',
    'As long as it disagrees',
    'After 1 day',
    'After 2 days',
  ])
})
