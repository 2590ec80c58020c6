import type { AnySample } from '../classifiers/Classifier.ts'

/** Bytes of a block. */
const blockSize = 65_536
const bytesOfNumber = 2

/**
 * Copies of samples, many in one block of memory: an array of its own for each would cost more than all else that a
 * contribution does. A block is gone when none of its samples is used any more.
 */
export class SamplePool {
  #block = new ArrayBuffer(0)
  #used = 0

  /** A copy that nobody else can change. */
  copy(sample: AnySample): AnySample {
    const size = bytesOfNumber * sample.length
    if (this.#used + size > this.#block.byteLength) {
      this.#block = new ArrayBuffer(Math.max(size, blockSize))
      this.#used = 0
    }
    const List = sample instanceof Uint16Array ? Uint16Array : Int16Array
    const copy = new List(this.#block, this.#used, sample.length)
    copy.set(sample)
    this.#used += size
    return copy
  }
}
