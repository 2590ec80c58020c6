const listed = 6

/** Names as in a sentence: "Adelie, Chinstrap and Gentoo"; the first few of many. */
export function listNames(names: readonly string[]): string {
  if (names.length <= listed) return new Intl.ListFormat('en-GB').format(names)
  return `${names.slice(0, listed - 1).join(', ')} and ${names.length - listed + 1} more`
}
