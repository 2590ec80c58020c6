import type { MadeReport } from '../report/makeReport.ts'
import classes from './KeyFigures.module.css'

/** What one wants to know first, in few lines. */
export function KeyFigures({ figures }: { figures: MadeReport['key'] }) {
  return (
    <dl className={classes.list} data-testid="key-figures">
      {figures.map(({ label, text }) => (
        <div key={label}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.value}>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
