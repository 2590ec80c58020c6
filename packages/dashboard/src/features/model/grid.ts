import { isLoadableEncoder, type ModelMetadata } from '@cotrain/sdk'
import type { ModelEncoder } from './modelEncoder.ts'
import { inputsOf } from './sampleNumbers.ts'

/** Smaller pictures than this say nothing to anybody. */
const leastSide = 5

/**
 * Numbers to each side of the picture that the samples of a model are, if they are one: of encoders of pixels, and of
 * vectors with a square number of numbers that are called pixels, one by one or by the model's own words.
 */
export function gridOf(
  { encoder: name, ...words }: Pick<ModelMetadata, 'encoder' | 'name' | 'description'>,
  encoder: ModelEncoder | undefined,
): number | undefined {
  const count = encoder?.featureCount ?? 0
  const side = Math.sqrt(count)
  if (!Number.isInteger(side) || side < leastSide) return undefined
  if (isLoadableEncoder(name)) return name.startsWith('pixels-') ? side : undefined
  if (name.startsWith('vector-'))
    return isOfPixels(`${words.name} ${words.description ?? ''}`) ? side : undefined
  const inputs = inputsOf(encoder)
  return inputs.length === count && inputs.every(input => isPixel(input.name)) ? side : undefined
}

const isOfPixels = (words: string) =>
  /\b(pixels?|digits?|handwrit\w*|drawings?|mnist|bitmaps?)\b/i.test(words)

/** Such as pixel 3, px_3_4, p12, Pixel (3, 4). */
const isPixel = (name: string) => /^(pixel|px|p)[\s_(-]*\d+([\s_,x-]+\d+)?\)?$/i.test(name.trim())
