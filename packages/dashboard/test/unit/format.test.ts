import { parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import { ellipsis, formatAmount, formatDuration, formatPercent, shortAddress } from '../../src/ui/format.ts'

describe('formatAmount', () => {
  it.each([
    ['0', '0'],
    ['1', '1'],
    ['10000', '10 000'],
    ['1234567.5', '1 234 567.5'],
    ['0.01', '0.01'],
    ['0.000123456', '0.0001234'],
    ['9999.99999', '9 999.9999'],
    ['0.000000000000000001', '0.000000000000000001'],
  ])('%s ether reads %s', (ether, text) => {
    expect(formatAmount(parseEther(ether))).toBe(text)
  })

  it('never shows more than there is', () => {
    expect(formatAmount(parseEther('0.99999'))).toBe('0.9999')
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '0 seconds'],
    [-5, '0 seconds'],
    [1, '1 second'],
    [90, '1 minute 30 seconds'],
    [3_600, '1 hour'],
    [86_400 + 30, '1 day'],
    [2 * 86_400 + 3 * 3_600, '2 days 3 hours'],
  ])('%d seconds read %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })
})

it('formats shares, addresses and long texts', () => {
  expect(formatPercent(0.9765)).toBe('97.7 %')
  expect(shortAddress('0x70997970C51812dc3A010C7d01b50e0d17dc79C8')).toBe('0x7099…79C8')
  expect(ellipsis('short', 10)).toBe('short')
  expect(ellipsis('rather a long text', 8)).toBe('rather…')
})
