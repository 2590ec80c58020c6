/** Features of a sample, at most, are 2^11. */
const maxPlanes = 12
export const maxLength = 2 ** (maxPlanes - 1)

/**
 * Counts, for each of many sets of numbers, how many of given numbers it has: 32 sets at once, in counters of which each
 * bit stands in a word of its own (Harley and Seal's carry-save adders: Warren, "Hacker's Delight", section 5-1).
 */
export class BitCounter {
  /** Words of 32 sets each. */
  readonly words: number
  /** Bit b of the count of set i is bit i % 32 of `planes[b * words + (i >> 5)]`, after `count`. */
  readonly planes: Int32Array
  /** How many planes the last count has, and how many of its numbers some set has. */
  planeCount = 0
  most = 0
  /** By number, its row; 0 when no set has it. */
  readonly #rows: Int32Array
  readonly #rowCount: number
  /** Bit i % 32 of `#bits[(i >> 5) * rowCount + row]`: whether set i has the row's number. */
  readonly #bits: Int32Array
  /** Rows that the count is about. */
  readonly #chosen = new Int32Array(2 ** maxPlanes)

  /** @param most All numbers are below it. */
  constructor(sets: readonly ArrayLike<number>[], most: number) {
    this.words = Math.ceil(sets.length / 32)
    this.planes = new Int32Array(maxPlanes * this.words)
    this.#rows = new Int32Array(most)
    let rows = 1
    for (const set of sets) {
      for (let k = 0; k < set.length; k++) if (this.#rows[set[k]!] === 0) this.#rows[set[k]!] = rows++
    }
    this.#rowCount = rows
    this.#bits = new Int32Array(this.words * rows)
    for (const [i, set] of sets.entries()) {
      const base = (i >> 5) * rows
      for (let k = 0; k < set.length; k++) this.#bits[base + this.#rows[set[k]!]!]! |= 1 << (i & 31)
    }
  }

  /**
   * Counts how many of `numbers` each set has.
   * @param needed For each word the count from which on it matters: where `most` is below it, nothing is counted.
   */
  count(numbers: ArrayLike<number>, needed?: Int32Array): void {
    const blocks = this.#choose(numbers)
    const { words, most } = this
    this.planeCount = blocks === 0 ? 0 : 4 + (31 - Math.clz32(blocks))
    for (let w = 0; w < words; w++) {
      if (needed === undefined || needed[w]! <= most) this.#countWord(w, 8 * blocks)
    }
  }

  /** The rows of the numbers that some set has, filled up with the empty row to blocks of eight. */
  #choose(numbers: ArrayLike<number>): number {
    const chosen = this.#chosen
    let count = 0
    for (let k = 0; k < numbers.length; k++) {
      const row = this.#rows[numbers[k]!]!
      if (row !== 0) chosen[count++] = row
    }
    this.most = count
    while (count % 8 !== 0) chosen[count++] = 0
    return count / 8
  }

  #countWord(w: number, end: number): void {
    const { words, planes, planeCount } = this
    const bits = this.#bits
    const chosen = this.#chosen
    const base = w * this.#rowCount
    let ones = 0
    let twos = 0
    let fours = 0
    for (let b = 3; b < planeCount; b++) planes[b * words + w] = 0
    for (let k = 0; k < end; k += 8) {
      const a = bits[base + chosen[k]!]!
      const b = bits[base + chosen[k + 1]!]!
      let half = ones ^ a
      const twosA = (ones & a) | (half & b)
      ones = half ^ b
      const c = bits[base + chosen[k + 2]!]!
      const d = bits[base + chosen[k + 3]!]!
      half = ones ^ c
      const twosB = (ones & c) | (half & d)
      ones = half ^ d
      half = twos ^ twosA
      const foursA = (twos & twosA) | (half & twosB)
      twos = half ^ twosB
      const e = bits[base + chosen[k + 4]!]!
      const f = bits[base + chosen[k + 5]!]!
      half = ones ^ e
      const twosC = (ones & e) | (half & f)
      ones = half ^ f
      const g = bits[base + chosen[k + 6]!]!
      const h = bits[base + chosen[k + 7]!]!
      half = ones ^ g
      const twosD = (ones & g) | (half & h)
      ones = half ^ h
      half = twos ^ twosC
      const foursB = (twos & twosC) | (half & twosD)
      twos = half ^ twosD
      half = fours ^ foursA
      let carry = (fours & foursA) | (half & foursB)
      fours = half ^ foursB
      for (let at = 3 * words + w; carry !== 0; at += words) {
        const plane = planes[at]!
        planes[at] = plane ^ carry
        carry &= plane
      }
    }
    planes[w] = ones
    planes[words + w] = twos
    planes[2 * words + w] = fours
  }

  /** The last count of a set. */
  countOf(i: number): number {
    const { words, planes, planeCount } = this
    const w = i >> 5
    let count = 0
    for (let b = 0; b < planeCount; b++) count |= ((planes[b * words + w]! >>> (i & 31)) & 1) << b
    return count
  }
}
