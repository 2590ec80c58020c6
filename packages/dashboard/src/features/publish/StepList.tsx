import { CheckIcon } from '@heroicons/react/24/outline'
import classes from './StepList.module.css'

interface Props {
  names: readonly string[]
  current: number
  /** The last step that can be opened. */
  open: number
  onStep: (step: number) => void
}

/** The steps, and which of them one is at. */
export function StepList({ names, current, open, onStep }: Props) {
  return (
    <nav aria-label="Steps">
      <ol className={classes.list}>
        {names.map((name, i) => (
          <li key={name} className={classes.item}>
            <button
              type="button"
              className={classes.step}
              disabled={i > open}
              aria-current={i === current ? 'step' : undefined}
              onClick={() => onStep(i)}
            >
              <span className={classes.number} aria-hidden>
                {i < current ? <CheckIcon width={14} /> : i + 1}
              </span>
              {name}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
