import { httpSource } from '../../src/index.ts'
import { encodeAll } from './encodeAll.ts'

/** What the test calls in the page: all encoders, from the server that the page came from. */
Object.assign(globalThis, {
  encodeHere: (texts: string[], files: number[][]) =>
    encodeAll(
      httpSource('./encoders'),
      texts,
      files.map(file => Uint8Array.from(file)),
    ),
})
