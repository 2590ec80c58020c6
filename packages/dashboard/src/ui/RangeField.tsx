import { useId } from 'react'
import classes from './RangeField.module.css'

interface Props {
  label: string
  /** To choose from, ascending; the slider moves from one to the next. */
  values: readonly number[]
  value: number
  format: (value: number) => string
  onChange: (value: number) => void
}

/** A slider over a list of values, which may be spaced as one likes. Screen readers hear the value as it is shown. */
export function RangeField({ label, values, value, format, onChange }: Props) {
  const id = useId()
  const text = format(value)
  return (
    <div>
      <div className={classes.head}>
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        <span aria-hidden className={classes.value}>
          {text}
        </span>
      </div>
      <input
        id={id}
        type="range"
        className={classes.range}
        min={0}
        max={values.length - 1}
        step={1}
        value={nearest(values, value)}
        aria-valuetext={text}
        onChange={event => onChange(values[Number(event.currentTarget.value)]!)}
      />
    </div>
  )
}

/** The position of the value, or of the one that is next to it. */
function nearest(values: readonly number[], value: number): number {
  let best = 0
  for (const [i, candidate] of values.entries())
    if (Math.abs(candidate - value) < Math.abs(values[best]! - value)) best = i
  return best
}
