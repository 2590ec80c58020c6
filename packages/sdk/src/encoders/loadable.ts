/** An encoder of @cotrain/encoders, which has to be loaded. */
export type LoadableEncoder = {
  readonly name: string
  /** What it takes. */
  readonly input: 'text' | 'picture'
  /** Numbers in a sample. */
  readonly featureCount: number
}

/** All of them. */
export const loadableEncoders: readonly LoadableEncoder[] = [
  { name: 'static-words-100-v1', input: 'text', featureCount: 100 },
  { name: 'use-lite-512-v1', input: 'text', featureCount: 512 },
  { name: 'pixels-14x14-v1', input: 'picture', featureCount: 196 },
  { name: 'coco-mobilenet-480-v1', input: 'picture', featureCount: 480 },
]

/** The encoder of @cotrain/encoders that goes by a name; undefined where none does. */
export function loadableEncoder(name: string): LoadableEncoder | undefined {
  return loadableEncoders.find(encoder => encoder.name === name)
}

/** Whether @cotrain/encoders has the encoder. */
export function isLoadableEncoder(name: string): boolean {
  return loadableEncoder(name) !== undefined
}
