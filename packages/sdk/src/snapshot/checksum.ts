/** How many bytes a checksum takes. */
export const checksumBytes = 8

const prime = 16_777_619

/** Two sums of 32 bits over bytes (FNV-1a, and the same with other constants): they tell damage, not forgery. */
export function checksumOf(bytes: Uint8Array): Uint8Array {
  let [a, b] = [0x811c9dc5, 0x01000193]
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    a = Math.imul(a ^ byte, prime)
    b = Math.imul(b + byte + 1, 0x9e3779b1) ^ (b >>> 15)
  }
  const sums = new DataView(new ArrayBuffer(checksumBytes))
  sums.setUint32(0, a >>> 0)
  sums.setUint32(4, b >>> 0)
  return new Uint8Array(sums.buffer)
}
