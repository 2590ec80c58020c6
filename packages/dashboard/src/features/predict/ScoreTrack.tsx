import { Text } from '@mantine/core'
import type { ReadyModel } from '../model/readyModel.ts'
import type { Judgement } from './judge.ts'
import classes from './Verdict.module.css'

/** How one-sided what speaks for the two classes is. */
export function ScoreTrack({ model, judgement }: { model: ReadyModel; judgement: Judgement }) {
  const { score, total, predicted } = judgement
  const { classNames, wording } = model
  const lean = total === 0 ? 0 : score / total
  return (
    <>
      <div className={classes.track} aria-hidden>
        <span className={classes.middle} />
        <span className={classes.marker} data-class={predicted} style={{ left: `${50 + lean * 50}%` }} />
      </div>
      <Text size="sm" c="dimmed">
        {classNames[1]} above 0, {classNames[0]} at 0 and below. The mark shows how far the {wording.parts}{' '}
        agree with one another.
      </Text>
    </>
  )
}
