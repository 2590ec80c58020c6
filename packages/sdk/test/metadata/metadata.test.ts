import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodeMetadata,
  encodeMetadata,
  isLicense,
  licenseUrl,
  linkHost,
  type ModelMetadata,
  maxLengths,
} from '../../src/metadata/index.ts'
import { unshownIn } from '../../src/metadata/plainText.ts'

const fallback = { name: 'Model 7', encoder: 'indices-v1:3', classCount: 2 }
const metadata: ModelMetadata = {
  name: 'Spam filter',
  description: 'Two lines:\nmails.',
  classes: ['ham', 'spam'],
  encoder: 'indices-v1:3',
  links: { paper: 'https://example.org/paper', data: 'ipfs://bafy' },
}

describe('encodeMetadata', () => {
  test('what is written is read again', () => {
    expect(decodeMetadata(encodeMetadata(metadata), fallback)).toEqual({ metadata, warning: undefined })
    const { name, classes, encoder } = metadata
    const short = { name, classes, encoder }
    expect(decodeMetadata(encodeMetadata(short), fallback)).toEqual({ metadata: short, warning: undefined })
  })

  test('equal metadata, equal text', () => {
    const turned = { ...metadata, links: { data: 'ipfs://bafy', paper: 'https://example.org/paper' } }
    const reversed = Object.fromEntries(Object.entries(turned).reverse()) as ModelMetadata
    expect(encodeMetadata(reversed)).toBe(encodeMetadata(metadata))
  })

  test.each([
    [{ name: ' ' }, 'name is empty'],
    [{ name: 'x'.repeat(101) }, 'name is longer than 100'],
    [{ description: 'x'.repeat(2001) }, 'description is longer'],
    [{ classes: ['one', ' '] }, 'class 1 is empty'],
    [{ classes: ['one', ''] }, 'class 1 is empty'],
    [{ encoder: '' }, 'encoder is empty'],
    [{ links: { bad: 'javascript:alert(1)' } }, 'link bad'],
    [{ links: { bad: 'no address' } }, 'link bad'],
    [{ links: { bad: 'https://uniswap.org@evil.example/' } }, 'link bad'],
    [{ links: { 'a\nb': 'https://example.org/' } }, 'U+000A'],
    [{ name: 'two\nlines' }, 'U+000A'],
    [{ classes: ['ham', '\u001b[31mspam'] }, 'class 1 has a character that cannot be shown (U+001B)'],
    [{ name: '\u202egnp.exe' }, 'U+202E'],
  ])('refuses %j', (change, problem) => {
    expect(() => encodeMetadata({ ...metadata, ...change })).toThrow(problem)
  })
})

describe('the licence of the data', () => {
  const licensed = { ...metadata, license: 'CC-BY-4.0' }

  test('is written, and read again; without one the document is as it ever was', () => {
    expect(decodeMetadata(encodeMetadata(licensed), fallback)).toEqual({
      metadata: licensed,
      warning: undefined,
    })
    expect(encodeMetadata(metadata)).not.toContain('license')
    expect(encodeMetadata({ ...metadata, license: undefined })).toBe(encodeMetadata(metadata))
  })

  test('is an SPDX expression', () => {
    const good = ['CC0-1.0', 'MIT', 'GPL-2.0+', 'LicenseRef-ours', 'DocumentRef-a:LicenseRef-b', '(MIT)']
    const longer = ['MIT OR CC-BY-4.0', 'GPL-2.0-only WITH Classpath-exception-2.0', '(A AND (B OR C)) OR D']
    for (const text of [...good, ...longer]) expect([text, isLicense(text)]).toEqual([text, true])
    const bad = [
      '',
      ' MIT',
      'MIT ',
      'free for all',
      'MIT OR',
      'OR',
      '(MIT',
      'MIT)',
      '()',
      'A WITH (B)',
      'A  B',
    ]
    const hostile = [
      'MIT\n',
      'M\u202eIT',
      '<b>',
      'https://example.org/',
      '=cmd()',
      'A\tOR\tB',
      'x'.repeat(65),
    ]
    for (const text of [...bad, ...hostile]) expect([text, isLicense(text)]).toEqual([text, false])
  })

  test('that is none is refused, and of a stranger left out with a warning', () => {
    expect(() => encodeMetadata({ ...metadata, license: 'free for all' })).toThrow('no SPDX expression')
    for (const license of ['\u001b[31mMIT', 7, null, ['MIT']]) {
      const { metadata: read, warning } = decodeMetadata(JSON.stringify({ ...metadata, license }), fallback)
      expect(read).toEqual(metadata)
      expect(warning).toContain('its license is no SPDX expression')
    }
  })

  test('has an address where it is known', () => {
    expect(licenseUrl('CC0-1.0')).toBe('https://spdx.org/licenses/CC0-1.0.html')
    for (const other of ['constructor', '__proto__', 'LicenseRef-x'])
      expect(licenseUrl(other)).toBeUndefined()
  })

  test('anything is read without an error', () => {
    fc.assert(fc.property(fc.string(), text => typeof isLicense(text) === 'boolean'))
  })
})

describe('decodeMetadata', () => {
  const safe = { name: 'Model 7', classes: ['class 0', 'class 1'], encoder: 'indices-v1:3' }

  test.each([
    '',
    'not JSON',
    '[]',
    'null',
    '3',
    '"text"',
    '{}',
    '{"name":7,"classes":"ham","encoder":{},"x":1}',
  ])('of %s takes safe values, and warns', document => {
    const { metadata: read, warning } = decodeMetadata(document, fallback)
    expect(read).toEqual(safe)
    expect(warning).toBeDefined()
  })

  test('drops what is dangerous, keeps the rest', () => {
    const document = JSON.stringify({
      ...metadata,
      name: `\u202egnp.exe\u0000${'x'.repeat(500)}`,
      classes: ['ham', ['nested']],
      links: {
        script: 'javascript:alert(1)',
        data: 'data:text/html,x',
        number: 3,
        paper: 'https://example.org',
      },
    })
    const { metadata: read, warning } = decodeMetadata(document, fallback)
    expect(read.name).toMatch(/^gnp\.exex+$/)
    expect(read.name.length).toBeLessThanOrEqual(100)
    expect(read.classes).toEqual(['ham', 'class 1'])
    expect(read.links).toEqual({ paper: 'https://example.org' })
    expect(warning).toContain('links')
  })

  test('names stand on one line, descriptions may have several, and emoji stay whole', () => {
    const family = '👩\u200d👩\u200d👧'
    const { metadata: read } = decodeMetadata(
      JSON.stringify({
        ...metadata,
        name: `${family}${family.repeat(20)}`,
        description: 'one\r\ntwo\u2028three\tfour\u001b[2J',
        classes: ['ham\n  1  fake row', '\u2029spam\u009b31m'],
      }),
      fallback,
    )
    expect(read.name).toBe(family.repeat(Math.floor(100 / family.length)))
    expect(read.description).toBe('one\ntwo\nthree four[2J')
    expect(read.classes).toEqual(['ham 1 fake row', 'spam31m'])
  })

  test('links whose names are equal when they are cut stay apart; those with a user name are dropped', () => {
    const entries = Array.from({ length: 60 }, (_, i) => [`${'x'.repeat(50)}${i}`, `https://${i}.example/`])
    const { metadata: read, warning } = decodeMetadata(
      JSON.stringify({
        ...metadata,
        links: {
          trap: 'https://good.example@evil.example/',
          '\u202e': 'https://blank.example/',
          ...Object.fromEntries(entries),
        },
      }),
      fallback,
    )
    const links = Object.entries(read.links ?? {})
    expect(links).toHaveLength(maxLengths.links)
    expect(links.map(([, url]) => url)).not.toContain('https://good.example@evil.example/')
    expect(read.links).toMatchObject({ 'blank.example': 'https://blank.example/' })
    expect(links[1]).toEqual(['x'.repeat(50), 'https://0.example/'])
    expect(links[2]).toEqual([`${'x'.repeat(50)} (2)`, 'https://1.example/'])
    expect(warning).toContain('links')
    expect(linkHost('https://пример.example/x')).toMatch(/^xn--/)
  })

  test('blanks are one where only what is not shown stands between them', () => {
    const document = JSON.stringify({ ...metadata, name: '!\t\u0000\t¡', description: 'a \u200b b\nc' })
    expect(decodeMetadata(document, fallback).metadata).toMatchObject({ name: '! ¡', description: 'a b\nc' })
  })

  test('whatever the texts are, they are plain, and plain ones stay as they are', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 150 })
    fc.assert(
      fc.property(anything, anything, (name, description) => {
        const document = JSON.stringify({ ...metadata, name, description })
        const { metadata: read } = decodeMetadata(document, fallback)
        expect(unshownIn(read.name)).toBeUndefined()
        for (const line of (read.description ?? '').split('\n')) expect(unshownIn(line)).toBeUndefined()
        expect(read.name.length).toBeLessThanOrEqual(maxLengths.name)
        expect(decodeMetadata(encodeMetadata(read), fallback)).toMatchObject({
          metadata: { name: read.name },
        })
      }),
    )
  })

  test('a prototype is not polluted', () => {
    decodeMetadata('{"__proto__":{"polluted":1},"links":{"__proto__":"https://example.org"}}', fallback)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('never throws, and gives text of sane length', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map(json => `{"name":${json},"links":${json}}`),
        ),
        document => {
          const { metadata: read } = decodeMetadata(document, fallback)
          expect(read.name.length).toBeGreaterThan(0)
          expect(read.name.length).toBeLessThanOrEqual(100)
          expect(read.classes).toHaveLength(2)
        },
      ),
    )
  })
})
