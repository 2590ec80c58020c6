import type { Sample } from '@cotrain/sdk'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { modelPath } from '../model/modelPath.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { DivergingBars } from './DivergingBars.tsx'
import { judge } from './judge.ts'
import { Verdict } from './Verdict.tsx'

const shownWords = 12

/** What the model says to the sample, as it is typed. */
export function PredictResult({ model, sample }: { model: ReadyModel; sample: Sample | undefined }) {
  const judgement = useMemo(() => sample && judge(model, sample), [model, sample])
  if (!judgement) {
    return <EmptyState title="What does the model say?" text="Its answer appears here as you type." />
  }
  const { classes } = model.metadata
  const { score, total, features } = judgement
  return (
    <Stack gap="lg">
      <Verdict classNames={classes} score={score} total={total} />
      {features.length > 0 ? (
        <DivergingBars features={features.slice(0, shownWords)} classNames={classes} />
      ) : (
        <Text size="sm">
          No word of the text is known to the model: this is what it says to anything unknown.
        </Text>
      )}
      <Group gap="xs">
        <Text size="sm">Is it wrong?</Text>
        <Button component={Link} to={modelPath(model.reference, 'teach')} size="compact-md" variant="light">
          Teach it this text
        </Button>
      </Group>
    </Stack>
  )
}
