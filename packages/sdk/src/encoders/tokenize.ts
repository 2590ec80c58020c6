/** A letter or digit, then letters, digits and marks; words joined by an apostrophe are one: don't. */
const token = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are ASCII as well
const ascii = /^[\u0000-\u007f]*$/
/** The same words, in texts of ASCII in lower case. */
const asciiToken = /[a-z0-9]+(?:'[a-z0-9]+)*/g

/**
 * The words of a text, in order, with repetitions: Unicode NFKC, lower case of no language in particular, then runs of
 * letters, digits and their marks; curly apostrophes are straight ones. All else separates. Texts without spaces
 * between words (Chinese, Thai) come out as long runs.
 *
 * Encoders named `…-v1` depend on this to the bit: a change needs a new version.
 */
export function tokenize(text: string): string[] {
  // nothing of ASCII is composed, and its letters are few: the same words, in half the time
  if (ascii.test(text)) return text.toLowerCase().match(asciiToken) ?? []
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('’', "'").match(token) ?? []
}

/** How the words of a text are found. */
export type Tokens = 'words' | 'sklearn'

/** Two or more letters, digits or underscores. */
const sklearnToken = /[\p{L}\p{N}_]{2,}/gu

/** Ways to find the words of a text, by what they are called in the names of encoders. */
export const tokenizers: Record<Tokens, (text: string) => string[]> = {
  words: tokenize,
  /** As scikit-learn's vectorizers do, unless told otherwise. */
  sklearn: text => text.toLowerCase().match(sklearnToken) ?? [],
}
