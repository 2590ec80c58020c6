import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatNumber, formatProbability } from '../../ui/format.ts'
import type { Judgement } from './judge.ts'
import classes from './Verdict.module.css'

interface Props {
  judgement: Judgement
  children?: ReactNode
}

/** The class that the model gives, and how sure it is of it; below, what it makes of all classes. */
export function Verdict({ judgement, children }: Props) {
  const { predicted, classes: verdicts } = judgement
  const colour = verdicts.length === 2 ? predicted : 1
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        The model says
      </Text>
      <Group align="baseline" gap="md" role="status" aria-live="polite">
        <span className={classes.verdict} data-class={colour} data-testid="verdict">
          {verdicts[0]!.name}
        </span>
        <Certainty judgement={judgement} />
      </Group>
      {children}
    </Stack>
  )
}

function Certainty({ judgement: { measure, score, classes: verdicts } }: { judgement: Judgement }) {
  const { value } = verdicts[0]!
  if (measure === 'score') {
    return (
      <Text c="dimmed">
        score{' '}
        <strong data-testid="score">
          {score > 0 ? '+' : ''}
          {formatNumber(score)}
        </strong>
      </Text>
    )
  }
  if (measure !== 'probability' || value === undefined) return null
  return (
    <Text c="dimmed">
      probability <strong data-testid="probability">{formatProbability(value)}</strong>
    </Text>
  )
}
