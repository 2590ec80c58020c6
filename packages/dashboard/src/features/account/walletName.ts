/** Controls, marks that turn the writing's direction, and what has no width. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu

const longest = 40

/** A wallet's name as it may be shown: it comes from an extension, which can call itself anything. */
export function walletName(name: string): string {
  const seen = name.replace(unseen, '').replace(/\s+/g, ' ').trim()
  if (seen === '') return 'A wallet without a name'
  return seen.length <= longest ? seen : `${seen.slice(0, longest - 1)}…`
}
