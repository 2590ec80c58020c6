/** Integers in words of 256 bits, the first one highest; what is left at the end is 0. Negative ones as two's complement. */
export function packBigEndian(integers: ArrayLike<number>, bits: 16 | 32): bigint[] {
  const perWord = 256 / bits
  return Array.from({ length: Math.ceil(integers.length / perWord) }, (_, index) => {
    let word = 0n
    for (let lane = 0; lane < perWord; lane++) {
      const integer = integers[index * perWord + lane] ?? 0
      word = (word << BigInt(bits)) | BigInt.asUintN(bits, BigInt(integer))
    }
    return word
  })
}
