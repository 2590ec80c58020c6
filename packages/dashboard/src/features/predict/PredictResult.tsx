import type { AnySample } from '@cotrain/sdk'
import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { modelPath } from '../model/modelPath.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { ClassBars } from './ClassBars.tsx'
import { DivergingBars } from './DivergingBars.tsx'
import { type Judgement, judge } from './judge.ts'
import { ScoreTrack } from './ScoreTrack.tsx'
import { Verdict } from './Verdict.tsx'

const shownFeatures = 12

/** What the model says to the sample, as it is typed. */
export function PredictResult({ model, sample }: { model: ReadyModel; sample: AnySample | undefined }) {
  const { classNames } = model
  const known = classNames.length
  const judgement = useMemo(
    () => (sample && known > 1 ? judge(model, sample) : undefined),
    [model, sample, known],
  )
  if (known < 2) return <TooFewClasses classNames={classNames} />
  if (!judgement) {
    return (
      <EmptyState
        title="What does the model say?"
        text={model.form === 'picture' ? 'Its answer appears here.' : 'Its answer appears here as you type.'}
      />
    )
  }
  return (
    <Stack gap="lg">
      <Verdict judgement={judgement}>
        {judgement.measure === 'score' ? (
          <ScoreTrack model={model} judgement={judgement} />
        ) : (
          <ClassBars judgement={judgement} />
        )}
      </Verdict>
      <Reasons model={model} judgement={judgement} />
      <Group gap="xs">
        <Text size="sm">Is it wrong?</Text>
        <Button component={Link} to={modelPath(model.reference, 'teach')} size="compact-md" variant="light">
          Teach it this {model.wording.sample}
        </Button>
      </Group>
    </Stack>
  )
}

/** Models whose classes are added later may begin with one, or none. */
function TooFewClasses({ classNames: [only] }: Pick<ReadyModel, 'classNames'>) {
  return (
    <EmptyState
      title="There is nothing to tell apart yet"
      text={
        only === undefined
          ? 'The model has no classes. Once there are two, and it was taught both, it predicts.'
          : `The model has one class, ${only}, and gives it to everything.`
      }
    />
  )
}

/** What weighed most: for one class or the other of two, for the winner or the next one of several. */
function Reasons({ model, judgement }: { model: ReadyModel; judgement: Judgement }) {
  const { features, left, right } = judgement
  const { classNames, wording, form } = model
  if (model.loadable) {
    return (
      <Text size="sm" c="dimmed">
        The model goes by all {model.loadable.featureCount} numbers of the {wording.sample} together: no
        single one of them has a meaning.
      </Text>
    )
  }
  if (features.length === 0) {
    return (
      <Text size="sm">
        {form === 'text' || form === 'indices'
          ? `No ${wording.parts.slice(0, -1)} of the ${wording.sample} is known to the model: this is what it says to anything unknown.`
          : `None of the ${wording.parts} speaks for one class more than for another.`}
      </Text>
    )
  }
  return (
    <DivergingBars
      features={features.slice(0, shownFeatures)}
      classNames={[classNames[left] ?? `class ${left}`, classNames[right] ?? `class ${right}`]}
      label={`The ${wording.parts} that weigh most`}
    />
  )
}
