import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStoredList } from '../../src/ui/storedList.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

describe('a list that the browser keeps', () => {
  let storage: Map<string, string>
  let full: boolean

  beforeEach(() => {
    storage = new Map()
    full = false
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, text: string) => {
        if (full) throw new Error('full')
        storage.set(key, text)
      },
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is there again for the next page', () => {
    expect(createStoredList('list', isText).write(['a', 'b'])).toBe(true)
    expect(createStoredList('list', isText).read()).toEqual(['a', 'b'])
    expect(createStoredList('other', isText).read()).toEqual([])
  })

  it('stays the same object until it changes', () => {
    const list = createStoredList('list', isText)
    list.write(['a'])
    expect(list.read()).toBe(list.read())
    storage.set('list', '["b"]')
    expect(list.read()).toEqual(['b'])
  })

  it('says when it is not kept, and is known to the page all the same', () => {
    const list = createStoredList('list', isText)
    list.write(['a'])
    full = true
    expect(list.write(['a', 'b'])).toBe(false)
    expect(list.read()).toEqual(['a', 'b'])
    full = false
    expect(list.write(['c'])).toBe(true)
    expect(createStoredList('list', isText).read()).toEqual(['c'])
  })

  it('passes over what is no entry, and what is no list', () => {
    storage.set('list', '["a", 1, null]')
    expect(createStoredList('list', isText).read()).toEqual(['a'])
    for (const text of ['{', '{"a": 1}', 'null']) {
      storage.set('list', text)
      expect(createStoredList('list', isText).read()).toEqual([])
    }
  })
})
