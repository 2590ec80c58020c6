import { Group, Stack, Text } from '@mantine/core'
import classes from './Verdict.module.css'

interface Props {
  classNames: readonly string[]
  /** In units of the model's integer weights; class 1 when above 0. */
  score: number
  /** The sum of all weights that make up the score, without their signs. */
  total: number
}

/** The class that the model gives, its score, and how one-sided the words are. */
export function Verdict({ classNames, score, total }: Props) {
  const predicted = score > 0 ? 1 : 0
  const lean = total === 0 ? 0 : score / total
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        The model says
      </Text>
      <Group align="baseline" gap="md" role="status" aria-live="polite">
        <span className={classes.verdict} data-class={predicted} data-testid="verdict">
          {classNames[predicted] ?? `class ${predicted}`}
        </span>
        <Text c="dimmed">
          score{' '}
          <strong data-testid="score">
            {score > 0 ? '+' : ''}
            {score.toLocaleString('en')}
          </strong>
        </Text>
      </Group>
      <div className={classes.track} aria-hidden>
        <span className={classes.middle} />
        <span className={classes.marker} data-class={predicted} style={{ left: `${50 + lean * 50}%` }} />
      </div>
      <Text size="sm" c="dimmed">
        {classNames[1]} above 0, {classNames[0]} at 0 and below. The mark shows how far the words agree with
        one another.
      </Text>
    </Stack>
  )
}
