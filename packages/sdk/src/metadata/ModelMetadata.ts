/** What people and clients know of a model; a JSON document in the event that creates it. */
export type ModelMetadata = {
  name: string
  description?: string | undefined
  /** The names of the classes, in order of their labels. */
  classes: string[]
  /** The versioned name of the encoder that makes samples, such as `murmur3-v1:12`. */
  encoder: string
  /** Addresses of further reading by what they are: `https:` or `ipfs:`. */
  links?: Record<string, string> | undefined
  /**
   * Under which licence samples are placed by whoever contributes them: an SPDX expression, such as `CC-BY-4.0`. Without
   * it none is stated.
   */
  license?: string | undefined
}

/** Longer texts are refused in new models, and cut when a stranger's model has them. */
export const maxLengths = {
  name: 100,
  description: 2000,
  class: 50,
  encoder: 200,
  link: 500,
  links: 20,
  license: 64,
}

/** The protocols that links may have: no others are safe to put on a page. */
export const linkProtocols = ['https:', 'http:', 'ipfs:']

/**
 * Whether `text` is an absolute address of an allowed protocol, without a user's name in front of the host, which is
 * there to be taken for the host.
 */
export function isSafeLink(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return linkProtocols.includes(protocol) && username === '' && password === ''
}

/** The host that a link leads to, as it must stand beside the link's name: `xn--…` for other alphabets than Latin. */
export function linkHost(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return protocol === 'ipfs:' ? `ipfs://${(host || pathname).slice(0, 12)}…` : host
}
