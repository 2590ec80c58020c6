import { plainLines } from '@cotrain/sdk'
import { Pixels } from '../pictures/Pixels.tsx'
import type { ShownOriginal } from './checkOriginal.ts'
import classes from './OriginalContent.module.css'

/** Longer texts cannot be shared. */
const maxText = 8_192

/** An original that has been checked: a text as plain text, a picture as the pixels that this page has decoded itself. */
export function OriginalContent({ shown }: { shown: ShownOriginal }) {
  if (shown.kind === 'picture') {
    return <Pixels picture={shown.picture} side={160} label="The original picture" />
  }
  return (
    <blockquote className={classes.text} aria-label="The original text" dir="auto">
      <bdi>{plainLines(shown.text, maxText)}</bdi>
    </blockquote>
  )
}
