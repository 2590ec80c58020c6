import type { Sample } from './Sample.ts'

/** Turns what people have (a text, a list of indices) into the sample that a contract takes. */
export interface SampleEncoder<Input> {
  /** Names the encoder on chain, with its version, so that any client can reproduce it to the bit. */
  readonly name: string
  /** Features that it can tell apart: indices are below this. */
  readonly featureCount: number
  /** @throws CotrainError if the input cannot be encoded. */
  encode(input: Input): Sample
  /** What a feature means to people, if that can be told from its index. */
  describe(index: number): string | undefined
  /**
   * The words of this input that its features stand for, of encoders whose features cannot be told from their indices
   * alone; of several words with the same feature the first.
   */
  wordsIn?(input: Input): ReadonlyMap<number, string>
}
