import type { MadeReport } from '../report/makeReport.ts'
import classes from './KeyFigures.module.css'

interface Props {
  figures: MadeReport['key']
  /** Whether they are of other settings than those that are shown. */
  outdated: boolean
}

/** What one wants to know first, in few lines. */
export function KeyFigures({ figures, outdated }: Props) {
  return (
    <dl className={classes.list} data-outdated={outdated || undefined} data-testid="key-figures">
      {figures.map(({ label, text }) => (
        <div key={label}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.value}>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
