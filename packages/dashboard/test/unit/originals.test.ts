import { decodePicture } from '@cotrain/encoders'
import {
  createVocabularyEncoder,
  devAccount,
  type Original,
  originalTypedData,
  packSample,
  type SignedOriginal,
} from '@cotrain/sdk'
import { createClient, custom } from 'viem'
import { describe, expect, test } from 'vitest'
import { checkOriginal, type Encode } from '../../src/features/originals/checkOriginal.ts'
import { withoutMetadata } from '../../src/features/originals/withoutMetadata.ts'

const encoder = createVocabularyEncoder(['win', 'free', 'prize'], 'words')
const encode: Encode = async input => ({ sample: encoder.encode(input as string), preview: undefined })
const client = createClient({ transport: custom({ request: async () => '0x' }) })
const place = { chainId: 1, trainer: `0x${'ab'.repeat(20)}`, modelId: 3n, contribution: 4n } as const
const expected = {
  place,
  contributor: devAccount(1).address,
  sample: packSample(encoder.encode('win a free prize')),
}

async function signed(text: string, changes: Partial<Original> = {}, account = 1): Promise<SignedOriginal> {
  const content = new TextEncoder().encode(text)
  const original: Original = { ...place, kind: 'text', content, time: 1, ...changes }
  return { ...original, signature: await devAccount(account).signTypedData(originalTypedData(original)) }
}

describe('an original from a host that may lie', () => {
  test('is shown when it makes the sample that is on the chain, in whatever order its words stand', async () => {
    const text = 'A FREE prize! You win.'
    expect(await checkOriginal(client, await signed(text), expected, encode)).toEqual({ kind: 'text', text })
  })

  test.each<[string, () => Promise<SignedOriginal>, string]>([
    ['of another chain', () => signed('win a free prize', { chainId: 2 }), 'another contribution'],
    ['of another model', () => signed('win a free prize', { modelId: 9n }), 'another contribution'],
    [
      'of another contribution',
      () => signed('win a free prize', { contribution: 5n }),
      'another contribution',
    ],
    ['of another account', () => signed('win a free prize', {}, 2), 'not signed'],
    [
      'that was changed',
      async () => ({ ...(await signed('win')), content: new Uint8Array([65]) }),
      'not signed',
    ],
    ['that says something else', () => signed('win a prize'), 'does not match'],
    ['of another kind', () => signed('win a free prize', { kind: 'png' }), 'makes nothing'],
  ])('%s is not shown', async (_, make, why) => {
    await expect(checkOriginal(client, await make(), expected, encode)).rejects.toThrow(why)
  })
})

/** A JPEG of 16 × 8 pixels. */
const tiny = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7',
  'gYKBTmCNl4x9lnN+gXwBFRcXHhoeOyEhO3xTRlN8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8',
  'fHx8fP/AABEIAAgAEAMBEQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQEC',
  'AwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm',
  'Z2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq',
  '8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIy',
  'gQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SF',
  'hoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEA',
  'AhEDEQA/AENvpgjyhyR2SPk/mcV7nPWvr+ZCk56WS89P82Kq2i5IglKj/ZTP5Ck3UfVfiOSqx1Uk16r8kmf/2Q==',
].join('')

describe('the file of a picture without what stands beside its pixels', () => {
  test('has the same pixels, and no places', () => {
    const file = Uint8Array.from(atob(tiny), char => char.charCodeAt(0))
    const told = new TextEncoder().encode('48.8584 N, 2.2945 E')
    const comment = Uint8Array.of(0xff, 0xfe, 0, told.length + 2, ...told)
    const tiff = [
      0x4d,
      0x4d,
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0,
      ...told,
    ]
    const exif = Uint8Array.of(0xff, 0xe1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff)
    const full = Uint8Array.of(...file.subarray(0, 2), ...exif, ...comment, ...file.subarray(2), ...told)
    const clean = withoutMetadata(full)
    expect(new TextDecoder('latin1').decode(full)).toContain('48.8584')
    expect(new TextDecoder('latin1').decode(clean)).not.toContain('48.8584')
    // turned as its camera says
    expect(decodePicture(clean)).toEqual(decodePicture(full))
    expect(decodePicture(clean)).toMatchObject({ width: 8, height: 16 })
    expect(withoutMetadata(clean)).toEqual(clean)
  })
})
