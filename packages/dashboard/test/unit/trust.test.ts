import { createHashingEncoder, createVocabularyEncoder } from '@cotrain/sdk'
import { describe, expect, it } from 'vitest'
import { NotAModel, readTyped } from '../../src/features/ownModels/findModel.ts'
import { keptWords } from '../../src/features/public/keptWords.ts'
import { calmText } from '../../src/features/trust/calmText.ts'
import { parseKnown } from '../../src/features/trust/knownModels.ts'
import { linksOf } from '../../src/features/trust/links.ts'
import { type Candidate, indexNames, lookAlikeOf } from '../../src/features/trust/lookAlikes.ts'
import { hostInItsLetters } from '../../src/features/trust/punycode.ts'
import { skeletonsOf } from '../../src/features/trust/skeleton.ts'
import { ellipsis } from '../../src/ui/format.ts'

const areAlike = (a: string, b: string) => skeletonsOf(a).some(skeleton => skeletonsOf(b).includes(skeleton))

describe('names that can be confused', () => {
  it.each([
    ['the same', 'Spam filter'],
    ['case', 'SPAM FILTER'],
    ['blanks and punctuation', 'Spam-filter!'],
    ['Cyrillic letters', 'Ѕраm fіltеr'],
    ['Greek letters', 'Spαm filtεr'],
    ['zero-width characters', 'Sp\u200bam\u2060 filter\ufeff'],
    ['a turn of direction', '\u202eSpam filter'],
    ['digits for letters', 'Spam f1lter'],
    ['capital i for l', 'Spam fiIter'],
    ['full-width letters', 'Ｓｐａｍ ｆｉｌｔｅｒ'],
    ['mathematical letters', '𝐒𝐩𝐚𝐦 𝐟𝐢𝐥𝐭𝐞𝐫'],
    ['accents', 'Spám filtér'],
    ['heaps of marks', `Spa${'\u0301'.repeat(200)}m filter`],
    ['a picture beside it', 'Spam filter ✅'],
    ['two letters for one', 'Sparn filter'],
  ])('%s', (_, name) => {
    expect(areAlike('Spam filter', name)).toBe(true)
  })

  it('has capitals and small letters of other scripts for the same', () => {
    expect(areAlike('НОВЫЙ ФИЛЬТР', 'новый фильтр')).toBe(true)
    expect(areAlike('ΝΕΟ', 'νεο')).toBe(true)
  })

  it.each([
    ['Spam filter', 'Spam filters'],
    ['Spam filter', 'Ham filter'],
    ['Model 1', 'Model 2'],
    ['कि', 'का'],
    ['猫と犬', '犬と猫'],
    ['!!!', '???'],
  ])('%s is not %s', (a, b) => {
    expect(areAlike(a, b)).toBe(false)
  })
})

describe('which of two models is warned of', () => {
  const [alice, bob] = [
    '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
    '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  ] as const
  const make = (modelId: bigint, more: Partial<Candidate> = {}): Candidate => ({
    ...{ mechanism: 'deposits', modelId, owner: alice, createdAt: 100n + modelId, entries: 5n },
    ...{ metadata: { name: 'Spam filter' }, ...more },
  })
  const [first, second] = [make(0n), make(1n, { owner: bob, metadata: { name: 'Ѕpam fiIter' } })]
  const among = (model: Candidate, all: Candidate[], known: bigint[] = []) => {
    const found = lookAlikeOf(model, indexNames(all), ({ modelId }) => known.includes(modelId))
    return found && [found.other.modelId, found.reason]
  }

  it('the younger one, and not the older', () => {
    expect(among(second, [first, second])).toEqual([0n, 'older'])
    expect(among(first, [first, second])).toBeUndefined()
  })

  it('the one that is not known, whichever is older', () => {
    expect(among(first, [first, second], [1n])).toEqual([1n, 'known'])
    expect(among(second, [first, second], [1n])).toBeUndefined()
  })

  it('the older one too, where the other was taught more', () => {
    expect(among(first, [first, { ...second, entries: 6n }])).toEqual([1n, 'busier'])
  })

  it('neither, where both are of one owner: that is said', () => {
    const own = make(2n, { mechanism: 'points' })
    expect(among(own, [first, own])).toEqual([0n, 'same owner'])
    expect(among(first, [first, own])).toEqual([2n, 'same owner'])
  })

  it('names the worst of several, and never itself', () => {
    const own = make(2n)
    expect(among(own, [own])).toBeUndefined()
    expect(among(make(3n, { owner: bob }), [make(3n, { owner: bob }), own, first], [2n])).toEqual([
      2n,
      'known',
    ])
  })

  it('is quick among ten thousand of one name', () => {
    const all = Array.from({ length: 10_000 }, (_, i) => make(BigInt(i), { owner: bob }))
    expect(among(first, all)).toBeUndefined()
    expect(among(make(9_999n), all)?.[1]).toBe('older')
  })
})

describe("strangers' links", () => {
  const only = (url: string) => linksOf({ name: url })[0]

  it('shows the host with its port, and all of the address around it', () => {
    const url = 'https://good.example.evil.test:8443/a?b=https://good.example/#c'
    const { before, host, after } = only(url)!
    expect([before, host]).toEqual(['https://', 'good.example.evil.test:8443'])
    expect(before + host + after).toBe(url)
    expect(only('https://good.example:443/')?.host).toBe('good.example')
  })

  it.each([
    ['https://good.example@evil.test/', 'a user before the host'],
    ['https://good.example:pass@evil.test/', 'a password before the host'],
    ['javascript:alert(1)', 'a script'],
    ['data:text/html,hello', 'a page in itself'],
    ['/models/deposits:0', 'no host'],
  ])('%s is none: %s', url => {
    expect(linksOf({ name: url })).toEqual([])
  })

  it('shows hosts in other letters as they are asked for, and as they look', () => {
    expect(only('https://аррӏе.com/')).toMatchObject({ host: 'xn--80ak6aa92e.com', letters: 'аррӏе.com' })
    expect(only('https://bücher.example:8080/')).toMatchObject({
      host: 'xn--bcher-kva.example:8080',
      letters: 'bücher.example:8080',
    })
    expect(only('https://good.example/')?.letters).toBeUndefined()
  })

  it('keeps links apart whose names look the same', () => {
    const names = [10, 20, 30].map(count => `a${'\u0301'.repeat(count)}`)
    const links = Object.fromEntries(names.map((name, i) => [name, `https://l${i}.example/`]))
    expect(linksOf(links).map(({ host }) => host)).toEqual(['l0.example', 'l1.example', 'l2.example'])
  })

  it('tells that others can read along', () => {
    expect(only('http://good.example/')?.isOpen).toBe(true)
    expect(only('https://good.example/')?.isOpen).toBe(false)
    expect(only('ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/a')).toMatchObject({
      before: 'ipfs://',
      host: 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi',
      after: '/a',
    })
  })

  it.each([
    ['xn--nxasmq6b', 'βόλοσ'],
    ['xn--fiqs8s.xn--fiqs8s', '中国.中国'],
    ['www.xn--mnchen-3ya.de', 'www.münchen.de'],
    ['xn--ls8h.la', '💩.la'],
  ])('decodes %s', (host, letters) => {
    expect(hostInItsLetters(host)).toBe(letters)
  })

  it.each(['xn--', 'xn--99999999', 'xn--a-', 'plain.example', 'xn--é'])('leaves %s, which is none', host => {
    expect(hostInItsLetters(host)).toBe(host)
  })
})

describe("strangers' texts", () => {
  it('keep no more than four marks on a letter', () => {
    const heap = `a${'\u0301'.repeat(200)}b\u0308`
    expect(calmText(heap)).toBe(`a${'\u0301'.repeat(4)}b\u0308`)
    expect(calmText('Việt Nam, ภาษาไทย, שָׁלוֹם')).toBe('Việt Nam, ภาษาไทย, שָׁלוֹם')
  })

  it('are cut between characters as people see them', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(ellipsis(family.repeat(3), family.length + 5)).toBe(`${family}…`)
    expect(ellipsis('🇩🇪🇫🇷🇮🇹', 6)).toBe('🇩🇪…')
  })
})

it("passes over what in a host's list is no model", () => {
  const model = { chainId: 1, id: 'deposits:0', note: 'ours' }
  expect(parseKnown({ models: [model, { chainId: '1', id: 'deposits:1' }, null, 'x', { id: 'y' }] })).toEqual(
    [model],
  )
  for (const file of [null, [], 'text', { models: {} }, 3]) expect(parseKnown(file)).toEqual([])
})

describe('the words of a text that a sample tells of', () => {
  const vocabulary = createVocabularyEncoder(['free', 'money', "don't", 'größe'])
  const kept = (text: string, encoder = vocabulary as Parameters<typeof keptWords>[1]) =>
    keptWords(text, encoder, encoder.encode(text)).flatMap(({ text, isKept }) => (isKept ? text : []))

  it('are those of the vocabulary, however they are written', () => {
    expect(kept("FREE money, I don't know: Größe? freemoney")).toEqual(['FREE', 'money', "don't", 'Größe'])
    expect(kept('don’t')).toEqual(['don’t'])
    expect(kept('')).toEqual([])
  })

  it('are all, where features are hashes', () => {
    expect(kept('any words at all', createHashingEncoder({ bits: 12 }))).toEqual([
      'any',
      'words',
      'at',
      'all',
    ])
  })

  it('stand in the text as it is, with what is not kept between them', () => {
    const text = '  Free\n\n(zyx) money!!'
    const pieces = keptWords(text, vocabulary, vocabulary.encode(text))
    expect(pieces.map(piece => piece.text).join('')).toBe(text)
    expect(pieces.map(({ isKept }) => isKept)).toEqual([false, true, false, true, false])
  })

  it('are none of a sample that does not have them', () => {
    expect(keptWords('free money', vocabulary, []).some(({ isKept }) => isKept)).toBe(false)
  })
})

describe('a model that somebody types', () => {
  it.each([' deposits:3 ', 'https://page.example/x/#/models/deposits:3/teach', '#/models/deposits:3'])(
    'is read from %s',
    text => {
      expect(readTyped(text)).toEqual({ id: 'deposits:3' })
    },
  )

  it('may be the address of a trainer', () => {
    const trainer = '0x4cf43e8643b948Aca4Aa45b110E64681039A2275'
    expect(readTyped(trainer.toLowerCase())).toEqual({ trainer: trainer.toLowerCase() })
  })

  it.each(['', 'deposits', 'deposits:-1', 'deposits:1.5', 'lottery:0', '0x12', '0xzz', 'Spam filter'])(
    'is not “%s”',
    text => {
      expect(() => readTyped(text)).toThrow(NotAModel)
    },
  )
})
