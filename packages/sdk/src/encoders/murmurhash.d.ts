declare module 'murmurhash' {
  const murmurhash: {
    /** MurmurHash3 x86_32 of the bytes, or of the UTF-8 of the text, as an unsigned number. */
    v3(key: string | Uint8Array, seed?: number): number
  }
  export default murmurhash
}
