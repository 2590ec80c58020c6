import { createTestSet, decodePage, packSample, phaseNames, type Reward } from '@cotrain/sdk'
import { parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import { problemOfSize } from '../../src/features/market/bundle/size.ts'
import { wordsOf } from '../../src/features/market/bundleWords.ts'
import { testSetWords } from '../../src/features/market/Figures.tsx'
import { formatLoss } from '../../src/features/market/losses.ts'
import { isIdle, type Market, phaseTitles, phaseWords } from '../../src/features/market/phases.ts'
import { fromText, marketRules, toText } from '../../src/features/market/rules.ts'
import { parseSamplesFile } from '../../src/features/market/samplesFile.ts'
import { bundleSchedule } from '../../src/features/teach/schedule.ts'

const options = {
  stake: parseEther('0.1'),
  fee: parseEther('0.01'),
  value: 1n,
  tolerance: 10_000,
  commitTime: 3_600,
  revealTime: 86_400,
  testTime: 172_800,
  testSamples: 16,
  minSamples: 20,
  maxSamples: 40,
  loss: 0,
}
const market = { options, pages: 2n, published: 0n, phaseName: 'committing' } as Market

describe('markets in plain words', () => {
  it('has words for every phase', () => {
    for (const phase of phaseNames) {
      expect(phaseTitles[phase]).not.toBe('')
      expect(phaseWords[phase].text).toMatch(/\.$/)
    }
    expect(phaseNames.filter(isIdle)).toEqual(['none', 'settled', 'defaulted', 'cancelled'])
  })

  it('reads the samples of a page', () => {
    const samples = [
      { label: 1, sample: Uint16Array.of(3, 500) },
      { label: 0, sample: Uint16Array.of(7) },
    ]
    const { pages } = createTestSet(samples, { classifier: 'sparse-perceptron' })
    const read = pages.flatMap(({ data }) => decodePage(data))
    const packed = samples.map(({ label, sample }) => ({ label, sample: packSample(sample) }))
    expect(read).toHaveLength(2)
    expect(read).toEqual(expect.arrayContaining(packed))
  })

  it('gives losses of a half as errors, or on average', () => {
    expect(formatLoss(market, 2n * 65_536n)).toBe('2 of 8 wrong (25.0 %)')
    expect(formatLoss({ options: { ...options, loss: 1 } }, 65_536n)).toBe('0.125 on average')
  })

  it('says what is known of the test set', () => {
    expect(testSetWords(market)).toBe('16 samples on 2 pages, hidden')
    expect(testSetWords({ ...market, published: 1n })).toBe('16 samples on 2 pages, 1 published')
    expect(testSetWords({ ...market, published: 2n })).toBe('16 samples on 2 pages, published')
    expect(testSetWords({ ...market, phaseName: 'none', pages: 0n })).toBe('16 samples')
  })

  it('says how many samples a bundle lacks', () => {
    expect(problemOfSize(0, options)).toBe('20 samples are missing: a bundle has 20 at least.')
    expect(problemOfSize(19, options)).toMatch(/^1 sample is missing/)
    expect(problemOfSize(20, options)).toBeUndefined()
    expect(problemOfSize(42, options)).toBe('A bundle has 40 at most: remove 2.')
  })

  it('says what happens to a bundle', () => {
    const words = bundleSchedule(options).map(({ what }) => what)
    expect(words.join(' ')).toMatch(/have 1 day to reveal .* has 2 days to publish/)
  })
})

describe('bundles in plain words', () => {
  const rewardOf = (status: Reward['status'], record: object) =>
    ({ own: true, status, record: { market: 0, samples: [], ...record } }) as unknown as Reward
  const hidden = rewardOf('pending', { status: 'committed' })
  const revealed = rewardOf('pending', { status: 'revealed', salt: '0x' })
  const scored = (kept: boolean, pay: bigint) =>
    rewardOf('claimable', { status: 'settled', score: { kept }, pay })

  it('reminds of the reveal, and says what is lost without', () => {
    expect(wordsOf('committing', hidden).label).toBe('Committed')
    expect(wordsOf('revealing', hidden).label).toBe('Reveal it')
    expect(wordsOf('revealing', { ...hidden, own: false }).label).toBe('Committed')
    expect(wordsOf('testing', hidden).label).toBe('Not revealed')
    expect(wordsOf('settled', { ...hidden, status: 'lost' }).text).toMatch(/are lost\.$/)
    expect(wordsOf('cancelled', hidden).text).toMatch(/come back\.$/)
  })

  it('gives the place of one that waits', () => {
    expect(wordsOf('testing', revealed).label).toBe('Revealed')
    const placed = { ...revealed, record: { ...revealed.record, position: 2 } }
    expect(wordsOf('settling', placed).text).toBe('It is number 3 in the drawn order.')
    expect(wordsOf('defaulted', revealed).label).toBe('Not tried')
  })

  it('says what came of one that is scored', () => {
    const labels = [scored(true, 5n), scored(true, 0n), scored(true, -5n), scored(false, 0n)].map(
      reward => wordsOf('settled', reward).label,
    )
    expect(labels).toEqual(['Better', 'No better', 'Worse', 'Undone'])
  })
})

describe('the rules of a market', () => {
  const rules = marketRules('ETH')
  const rule = (name: string) => rules.find(each => each.name === name)!

  it('are filled in with units that people know', () => {
    expect(rules.map(each => toText(each, options[each.name]))).toEqual([
      '0.1',
      '0.01',
      '0.000000000000000001',
      '1',
      '1',
      '24',
      '48',
      '16',
      '20',
      '40',
      '0',
    ])
    expect(rule('tolerance').description).toMatch(/in percent$/)
    expect(rule('commitTime').description).toMatch(/in hours$/)
  })

  it('come back as the contract takes them', () => {
    for (const each of rules)
      expect(fromText(each, toText(each, options[each.name]))).toBe(options[each.name])
    expect(fromText(rule('commitTime'), '0.5')).toBe(1_800)
  })

  it('are refused when the contract would', () => {
    for (const text of ['', '-1', 'much', '0', '99999']) {
      expect(fromText(rule('testSamples'), text)).toBeUndefined()
    }
    for (const text of ['', '.', '-1', 'much', '19']) expect(fromText(rule('stake'), text)).toBeUndefined()
  })
})

describe('a file of samples', () => {
  const encoder = {
    name: 'words',
    featureCount: 9,
    encode: (text: string) => Uint16Array.of(text.length),
  } as never
  const model = { form: 'text', classNames: ['ham', 'spam'], encoder } as const

  it('may have texts behind tabs', () => {
    expect(parseSamplesFile('spam\tbuy\n\nham\thello\r\n', model)).toEqual([
      { label: 1, sample: Uint16Array.of(3) },
      { label: 0, sample: Uint16Array.of(5) },
    ])
    expect(() => parseSamplesFile('spam\tbuy\nham', model)).toThrow('Line 2, column 2: the text is missing.')
    expect(() => parseSamplesFile('eggs\tbuy', model)).toThrow(/Line 1, column 1: “eggs”/)
  })

  it('may have the indices of features', () => {
    expect(parseSamplesFile('spam 1 4', model)).toEqual([{ label: 1, sample: Uint16Array.of(1, 4) }])
  })
})
