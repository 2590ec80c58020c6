/**
 * A node's address as it may be printed: the protocol and the host. Paths, queries and names of users are left out, for
 * that is where providers have the keys.
 */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return '…'
  const { protocol, host, pathname, search, username } = new URL(url)
  const more = pathname.length > 1 || search !== '' || username !== ''
  return `${protocol}//${host}${more ? '/…' : ''}`
}

/** A text with each address of a node in it as {@link shownUrl} has it. */
export function withoutKeys(text: string): string {
  return text.replace(/\b(?:https?|wss?):\/\/[^\s"'`<>)\]}]*[^\s"'`<>)\]}.,;:]/gi, shownUrl)
}
