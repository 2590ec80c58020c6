import { Entry, EntryLog } from '../../record/EntryLog.ts'
import { noHash } from '../../record/hashes.ts'

/** Stands for all entries of a log that is only counted. */
class ForgottenEntry extends Entry {
  override get leaf(): never {
    throw new Error('this twin keeps no log, so that it has no hashes and no proofs')
  }

  override get running(): never {
    return this.leaf
  }
}

const forgotten = new ForgottenEntry(undefined, noHash)

/** A log of which only the length is kept: for twins of which nobody wants proofs, and that have millions of entries. */
export class CountedLog extends EntryLog {
  override readonly isKept: boolean = false
  #count = 0

  override get entries(): number {
    return this.#count
  }

  override get last(): Entry {
    return forgotten
  }

  override append(): Entry {
    this.#count++
    return forgotten
  }

  override truncate(entries: number): void {
    this.#count = entries
  }

  override at(): Entry {
    return forgotten
  }

  override touchedOf(): never {
    return forgotten.leaf
  }

  override before(): never {
    return forgotten.running
  }
}
