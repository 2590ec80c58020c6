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
}

/** Longer texts are refused in new models, and cut when a stranger's model has them. */
export const maxLengths = { name: 100, description: 2000, class: 50, encoder: 200, link: 500, links: 20 }

/** The protocols that links may have: no others are safe to put on a page. */
export const linkProtocols = ['https:', 'http:', 'ipfs:']

/** Whether `text` is an absolute address of an allowed protocol. */
export function isSafeLink(text: string): boolean {
  return URL.canParse(text) && linkProtocols.includes(new URL(text).protocol)
}
