import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMetadata, encodeMetadata, type ModelMetadata } from '../../src/metadata/index.ts'

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
  ])('refuses %j', (change, problem) => {
    expect(() => encodeMetadata({ ...metadata, ...change })).toThrow(problem)
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
