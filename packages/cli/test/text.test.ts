import { describe, expect, test } from 'vitest'
import { formatAmount, formatDuration } from '../src/format.ts'
import { columns } from '../src/output.ts'
import { parseDuration } from '../src/parse.ts'

describe('what people read and write', () => {
  test.each([
    ['90', 90],
    ['1d', 86_400],
    ['1h30min', 5_400],
    ['2 w', 1_209_600],
    ['1.5h', 5_400],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })

  test.each(['', 'd', '1x', '-1', '1d2', '1d and 2h'])('"%s" is no duration', text => {
    expect(() => parseDuration(text)).toThrow('Give seconds')
  })

  test.each([
    [0, '0 s'],
    [59, '59 s'],
    [3_600, '1 h'],
    [90_061, '1 d 1 h'],
    [86_460, '1 d'],
  ])('%i seconds read %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  test.each([
    [0n, '0 ETH'],
    [7n, '7 wei'],
    [10n ** 18n, '1 ETH'],
    [123_456_789_000_000_000n, '0.123456 ETH'],
    [204_782_252_559_726n, '0.0002047 ETH'],
    [10n ** 22n + 1n, '10000 ETH'],
  ])('%i wei read %s', (wei, text) => {
    expect(formatAmount(wei)).toBe(text)
  })

  test('columns line up', () => {
    expect(
      columns(
        [
          ['a', '1'],
          ['bcd', '20'],
        ],
        [1],
      ),
    ).toBe('a     1\nbcd  20')
  })
})
