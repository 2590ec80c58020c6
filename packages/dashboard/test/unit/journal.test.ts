import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createJournal, mostKept } from '../../src/features/transactions/journal/journal.ts'
import { afterLook, patience, type Seen } from '../../src/features/transactions/journal/step.ts'
import {
  isJournalTransaction,
  isOver,
  isUnderWay,
  type JournalTransaction,
} from '../../src/features/transactions/journal/transaction.ts'
import { wordsOf } from '../../src/features/transactions/tray/words.ts'

const hashOf = (digit: string) => `0x${digit.repeat(64)}` as const

const transaction: JournalTransaction = {
  id: 'one',
  chainId: 31337,
  account: `0x${'a'.repeat(40)}`,
  title: 'Teach',
  state: 'sent',
  madeAt: 1,
  changedAt: 1,
  page: 'page',
  hash: hashOf('1'),
}

const mined = fc.record({
  status: fc.constant('mined' as const),
  hash: fc.constantFrom(hashOf('1'), hashOf('2')),
  block: fc.constantFrom({ number: '5', hash: hashOf('b') }, { number: '6', hash: hashOf('c') }),
  success: fc.boolean(),
  final: fc.boolean(),
})
const replaced = fc.record({
  status: fc.constant('replaced' as const),
  other: fc.constant(hashOf('9')),
  cancels: fc.boolean(),
  final: fc.boolean(),
})
const pending = fc.record({
  status: fc.constant('pending' as const),
  nonce: fc.constantFrom(undefined, 7),
  gap: fc.constantFrom(undefined, 3),
  rival: fc.constantFrom(undefined, true),
})
const unknown = fc.constant({ status: 'unknown' as const })
const looks = fc.array(fc.oneof(mined, replaced, pending, unknown), { maxLength: 12 })

const seenAs = (seen: readonly Seen[], from = transaction) =>
  seen.reduce((each, look) => afterLook(each, look, 2), from)

/** What the page must say of a transaction that was seen so again and again. */
function rightState(seen: Seen): JournalTransaction['state'] {
  switch (seen.status) {
    case 'mined':
      return seen.success ? 'mined' : 'reverted'
    case 'replaced':
      return seen.cancels ? 'cancelled' : 'replaced'
    case 'pending':
      return 'sent'
    case 'unknown':
      return 'dropped'
  }
}

describe('the state of a transaction', () => {
  it('is what the chain shows at last, whatever it has shown before', () => {
    fc.assert(
      fc.property(looks, fc.oneof(mined, replaced, pending, unknown), (before, last) => {
        const { state, block, final = false } = seenAs([...before, ...Array(patience).fill(last)])
        expect(state).toBe(rightState(last))
        expect(final).toBe('final' in last && last.final)
        expect(block).toEqual(last.status === 'mined' ? last.block : undefined)
      }),
    )
  })

  it('is one that the browser can keep, with words for people', () => {
    fc.assert(
      fc.property(looks, seen => {
        const result = seenAs(seen)
        expect(isJournalTransaction(JSON.parse(JSON.stringify(result)))).toBe(true)
        expect(wordsOf(result, true).label).not.toBe('')
        expect(isUnderWay(result) && isOver(result)).toBe(false)
      }),
    )
  })

  it('is never green while the last look has shown it in no block', () => {
    fc.assert(
      fc.property(looks, pending, (before, last) => {
        expect(wordsOf(seenAs([...before, last]), true).color).not.toBe('green')
      }),
    )
  })

  it('does not change with one look of a node that is behind', () => {
    const there = seenAs([
      {
        status: 'mined',
        hash: hashOf('1'),
        block: { number: '5', hash: hashOf('b') },
        success: true,
        final: false,
      },
    ])
    expect(seenAs([{ status: 'unknown' }], there).state).toBe('mined')
    expect(seenAs(Array(patience).fill({ status: 'unknown' }), there)).toMatchObject({
      state: 'dropped',
      undone: true,
    })
  })

  it('is the same object when nothing is new', () => {
    const waiting = seenAs([{ status: 'pending', nonce: 7 }])
    expect(afterLook(waiting, { status: 'pending', nonce: 7 })).toBe(waiting)
  })
})

describe('the journal', () => {
  let storage: Map<string, string>
  let full: boolean

  beforeEach(() => {
    storage = new Map()
    full = false
    vi.stubGlobal('localStorage', {
      get length() {
        return storage.size
      },
      key: (index: number) => [...storage.keys()][index] ?? null,
      getItem: (key: string) => storage.get(key) ?? null,
      removeItem: (key: string) => storage.delete(key),
      setItem: (key: string, text: string) => {
        if (full) throw new Error('full')
        storage.set(key, text)
      },
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is the same in two tabs that write at the same time', () => {
    const [one, other] = [createJournal(), createJournal()]
    one.write(transaction)
    other.read()
    one.change('one', { nonce: 7 })
    other.write({ ...transaction, id: 'two', madeAt: 2 })
    expect(one.read().map(({ id }) => id)).toEqual(['two', 'one'])
    expect(other.find('one')?.nonce).toBe(7)
    one.forget(['one'])
    expect(other.read().map(({ id }) => id)).toEqual(['two'])
  })

  it('passes over what is no transaction, such as of an older page', () => {
    const journal = createJournal()
    journal.write(transaction)
    storage.set('cotrain.transaction.odd', '{"id": 1}')
    storage.set('cotrain.transaction.broken', '{')
    storage.set(
      'cotrain.transaction.script',
      JSON.stringify({ ...transaction, id: 'x', hash: 'javascript:alert(1)' }),
    )
    expect(journal.read().map(({ id }) => id)).toEqual(['one'])
  })

  it('keeps so many at most; what is over goes first, what is under way last', () => {
    const journal = createJournal()
    journal.write({ ...transaction, id: 'oldest', madeAt: 0 })
    for (let index = 0; index < mostKept + 20; index++)
      journal.write({ ...transaction, id: `over ${index}`, state: 'refused', madeAt: index + 1 })
    expect(journal.read()).toHaveLength(mostKept)
    expect(journal.find('oldest')).toBeDefined()
    expect(journal.find('over 0')).toBeUndefined()
  })

  it('is known to the page where the browser keeps nothing', () => {
    const journal = createJournal()
    full = true
    journal.write(transaction)
    journal.change('one', { state: 'mined' })
    expect(journal.find('one')?.state).toBe('mined')
    expect(createJournal().read()).toEqual([])
  })
})
