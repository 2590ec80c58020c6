import { Anchor, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { linksOf, type StrangersLink } from './links.ts'
import classes from './Strangers.module.css'

/** Wanted by who follows a link only. */
const LeaveDialog = lazy(() => import('./LeaveDialog.tsx').then(module => ({ default: module.LeaveDialog })))

const shownAtFirst = 5

/**
 * The owner's links. Their names may be lies, so the host stands beside each, and nothing is left for it before the whole
 * address was shown.
 */
export function StrangersLinks({ links }: { links: Record<string, string> | undefined }) {
  const [isWhole, setWhole] = useState(false)
  const [chosen, setChosen] = useState<StrangersLink>()
  const all = linksOf(links)
  if (all.length === 0) return null
  const shown = isWhole ? all : all.slice(0, shownAtFirst)
  return (
    <>
      <ul className={classes.links} aria-label="The owner's links">
        {shown.map(link => (
          <li key={`${link.name} ${link.url}`} style={{ maxWidth: '100%' }}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              className={classes.link}
              onClick={() => setChosen(link)}
            >
              <bdi className={classes.linkName} title={link.name}>
                {link.name}
              </bdi>{' '}
              <span className={classes.host}>({hostWords(link)})</span>
            </Anchor>
          </li>
        ))}
        {all.length > shown.length && (
          <li>
            <Anchor component="button" type="button" size="sm" onClick={() => setWhole(true)}>
              {all.length - shown.length} more links
            </Anchor>
          </li>
        )}
      </ul>
      {chosen && (
        <Suspense fallback={<Text size="sm">…</Text>}>
          <LeaveDialog link={chosen} onStay={() => setChosen(undefined)} />
        </Suspense>
      )}
    </>
  )
}

const hostWords = ({ host, letters, before }: StrangersLink) =>
  `${before === 'ipfs://' ? 'ipfs://' : ''}${host}${letters === undefined ? '' : `, in letters \u2068${letters}\u2069`}`
