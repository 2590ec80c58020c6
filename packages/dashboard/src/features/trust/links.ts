import { calmText } from './calmText.ts'
import { hostInItsLetters } from './punycode.ts'

/** A link that a stranger chose, in the parts that tell where it leads. */
export interface StrangersLink {
  name: string
  url: string
  /** `https://` and the like: all before the host. */
  before: string
  /** With its port where that is not the usual one: what decides who answers. Of `ipfs:` what names the content. */
  host: string
  /** The host in its own letters, where these are not Latin ones. */
  letters: string | undefined
  /** All behind the host. */
  after: string
  /** Whether others can read along, and change what is read. */
  isOpen: boolean
}

const protocols = ['https:', 'http:', 'ipfs:']

/** The links that may be followed: of allowed protocols, and without a user's name, which could be taken for the host. */
export function linksOf(links: Record<string, string> = {}): StrangersLink[] {
  return Object.entries(links).flatMap(([name, address]) => {
    if (!URL.canParse(address)) return []
    const { protocol, host, username, password, href } = new URL(address)
    if (!protocols.includes(protocol) || username !== '' || password !== '') return []
    // of ipfs: some browsers find a host, and others do not
    const [, before = '', shown = ''] = /^([a-z]+:\/*)([^/?#]*)/.exec(href) ?? []
    if (shown === '' || (protocol !== 'ipfs:' && shown !== host)) return []
    const letters = hostInItsLetters(shown)
    return {
      ...{
        name: calmText(name),
        url: href,
        before,
        host: shown,
        after: href.slice(before.length + shown.length),
      },
      letters: letters === shown ? undefined : letters,
      isOpen: protocol === 'http:',
    }
  })
}
