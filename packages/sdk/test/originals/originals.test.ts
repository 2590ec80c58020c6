import fc from 'fast-check'
import { createClient, custom, type Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  checkOriginalContent,
  devAccount,
  isOriginalSignedBy,
  isWithdrawalSignedBy,
  maxOriginalBytes,
  type Original,
  OriginalError,
  originalFromJson,
  originalText,
  originalToJson,
  originalTypedData,
  readPictureHead,
  type SignedOriginal,
  withdrawalFromJson,
  withdrawalToJson,
  withdrawalTypedData,
} from '../../src/index.ts'

const text = (words: string) => new TextEncoder().encode(words)
const original: Original = {
  chainId: 31_337,
  trainer: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
  modelId: 4n,
  contribution: 7n,
  kind: 'text',
  content: text('Win a free prize'),
  time: 1_800_000_000,
}
const signer = devAccount(1)
/** Accounts of tests have no code: nothing has to be asked. */
const client = createClient({
  transport: custom({ request: async ({ method }) => (method === 'eth_getCode' ? '0x' : null) }),
})
const sign = async (what: Original): Promise<SignedOriginal> => ({
  ...what,
  signature: await signer.signTypedData(originalTypedData(what)),
})

/** A PNG with the size in its header, and nothing behind it. */
function pngOf(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

describe('the signature of an original', () => {
  test('is of the account that made it, and of no other', async () => {
    const signed = await sign(original)
    expect(await isOriginalSignedBy(client, signed, signer.address)).toBe(true)
    expect(await isOriginalSignedBy(client, signed, devAccount(2).address)).toBe(false)
  })

  test.each<[string, Partial<Original>]>([
    ['chain', { chainId: 1 }],
    ['trainer', { trainer: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512' }],
    ['model', { modelId: 5n }],
    ['contribution', { contribution: 8n }],
    ['kind', { kind: 'png' }],
    ['content', { content: text('Win a free price') }],
    ['time', { time: original.time + 1 }],
  ])('is worth nothing for another %s', async (_, change) => {
    const signed = { ...(await sign(original)), ...change }
    expect(await isOriginalSignedBy(client, signed, signer.address)).toBe(false)
  })

  test('does not serve as a withdrawal, nor the other way round', async () => {
    const { chainId, trainer, modelId, contribution, time, signature } = await sign(original)
    const place = { chainId, trainer, modelId, contribution, time }
    expect(await isWithdrawalSignedBy(client, { ...place, signature }, signer.address)).toBe(false)
    const withdrawal = await signer.signTypedData(withdrawalTypedData(place))
    expect(await isWithdrawalSignedBy(client, { ...place, signature: withdrawal }, signer.address)).toBe(true)
    const asOriginal = { ...original, signature: withdrawal }
    expect(await isOriginalSignedBy(client, asOriginal, signer.address)).toBe(false)
  })

  test.each<Hex>(['0x', '0x00', `0x${'ff'.repeat(65)}`, `0x${'00'.repeat(65)}`])(
    'may be no signature: %s',
    async signature => {
      expect(await isOriginalSignedBy(client, { ...original, signature }, signer.address)).toBe(false)
    },
  )
})

describe('originals as JSON', () => {
  test('are the same when they come back', async () => {
    const signed = await sign(original)
    const sent = JSON.parse(JSON.stringify(originalToJson(signed)))
    expect(originalFromJson(sent)).toEqual(signed)
    const { kind: _, content: __, ...withdrawal } = signed
    expect(withdrawalFromJson(JSON.parse(JSON.stringify(withdrawalToJson(withdrawal))))).toEqual(withdrawal)
  })

  test('of any text are the same when they come back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), words => {
        const signed = { ...original, content: text(words), signature: '0x00' as const }
        expect(originalText(originalFromJson(originalToJson(signed)).content)).toBe(words)
      }),
    )
  })

  test.each<[string, object]>([
    ['no chain', { chainId: 0 }],
    ['a chain as a text', { chainId: '31337' }],
    ['a path as trainer', { trainer: '../../etc/passwd' }],
    ['a path as model', { modelId: '../4' }],
    ['a number as model', { modelId: 4 }],
    ['a negative contribution', { contribution: '-1' }],
    ['a contribution beyond 256 bits', { contribution: '9'.repeat(78) }],
    ['zeros in front, which name another file', { contribution: '007' }],
    ['SVG', { kind: 'svg', content: btoa('<svg onload="alert(1)"/>') }],
    ['HTML that is called a picture', { kind: 'png', content: btoa('<script>alert(1)</script>') }],
    ['no base64', { content: '%%%' }],
    ['a text that is not UTF-8', { content: btoa('\xff\xfe') }],
    ['an empty text', { content: '' }],
    ['a text that is too long', { content: btoa('a'.repeat(maxOriginalBytes.text + 1)) }],
    ['a time of the distant future', { time: 1e300 }],
    ['a signature as long as a book', { signature: `0x${'00'.repeat(10_000)}` }],
  ])('are refused with %s', async (_, change) => {
    const json = { ...originalToJson(await sign(original)), ...change }
    expect(() => originalFromJson(json)).toThrow(OriginalError)
  })

  test('are refused, whatever else was sent', () => {
    fc.assert(
      fc.property(fc.anything(), value => {
        expect(() => originalFromJson(value)).toThrow(OriginalError)
      }),
    )
  })
})

describe('pictures', () => {
  test('tell their size before they are decoded', () => {
    expect(readPictureHead(pngOf(20, 30))).toEqual({ kind: 'png', width: 20, height: 30 })
    const jpeg = [
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xc4, 0, 3, 0, 0xff, 0xc2, 0, 17, 8, 1, 0, 2, 0, 3, 0,
    ]
    expect(readPictureHead(Uint8Array.from(jpeg))).toEqual({ kind: 'jpeg', width: 512, height: 256 })
  })

  test('that would be billions of pixels are refused', () => {
    const content = pngOf(60_000, 60_000)
    expect(() => checkOriginalContent({ kind: 'png', content })).toThrow('60000 × 60000 pixels')
  })

  test('are refused when they are of the other kind, or of none', () => {
    const content = pngOf(20, 30)
    expect(() => checkOriginalContent({ kind: 'jpeg', content })).toThrow(OriginalError)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        expect(readPictureHead(bytes)).toBeUndefined()
      }),
    )
  })
})
