import type { ContributeSyncReturnType } from '@cotrain/sdk'
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Amount } from '../../ui/Amount.tsx'
import { formatDate } from '../../ui/format.ts'
import { type ModelTab, modelPath } from '../model/modelPath.ts'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'

interface Props {
  model: ReadyModel
  result: ContributeSyncReturnType
  onDone: () => void
}

/** What came of a contribution, and when to come back. */
export function TeachResult({ model, result, onDone }: Props) {
  const { reference, wording } = model
  const { text, tab, link } = outcome(model, result)
  return (
    <Alert
      role="status"
      color="green"
      icon={<IconCheck aria-hidden />}
      title={`Contribution ${result.index} is on the chain`}
    >
      <Text size="sm">{text}</Text>
      <Group gap="xs" mt="sm">
        <Button component={Link} to={modelPath(reference, tab)} size="compact-md" variant="default">
          {link}
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={onDone}>
          Teach another {wording.sample}
        </Button>
      </Group>
    </Alert>
  )
}

/** What was staked, and what came back of what was sent. */
function Paid({ result: { deposit, change } }: { result: ContributeSyncReturnType }) {
  return (
    <>
      You staked <Amount wei={deposit} />
      {change > 0n && (
        <>
          ; <Amount wei={change} /> that it did not need came back
        </>
      )}
      .
    </>
  )
}

function outcome(
  model: ReadyModel,
  result: ContributeSyncReturnType,
): { text: ReactNode; tab: ModelTab; link: string } {
  const { twin, reference, classNames, wording } = model
  const label = <strong>{classNames[result.label]}</strong>
  if (isModelUnder(model, 'market')) {
    const text = (
      <>
        <Paid result={result} /> The model learns from this {wording.sample} when the market is settled, if
        that makes it no worse.
      </>
    )
    return { text, tab: 'market', link: 'See the market' }
  }
  const says = classNames[twin.predict(reference.modelId, result.sample)]
  const now = (
    <>
      The model now says <strong>{says}</strong> to this {wording.sample}.
    </>
  )
  if (isModelUnder(model, 'points')) {
    const { verifyTime } = model.twin.incentive(reference.modelId).options
    const points = model.twin.surprising(reference.modelId, result.index)
      ? 'It was new to the model'
      : 'The model knew it already, so that it earns no points'
    const text = (
      <>
        {now} {points}. It can be verified from {formatDate(result.time + verifyTime)} on, if the model says{' '}
        {label} then.
      </>
    )
    return { text, tab: 'points', link: 'See my points' }
  }
  if (isModelUnder(model, 'bonded')) {
    const { challengeTime } = model.twin.incentive(reference.modelId).options
    const text = (
      <>
        <Paid result={result} /> If nobody challenges {label} until {formatDate(result.time + challengeTime)},
        the model learns it and your deposit comes back.
      </>
    )
    return { text, tab: 'challenges', link: 'See the challenges' }
  }
  if (!isModelUnder(model, 'deposits')) return { text: now, tab: 'activity', link: 'See it' }
  const { refundTime } = model.twin.incentive(reference.modelId).options
  const text = (
    <>
      <Paid result={result} /> {now} You can ask for your deposit from {formatDate(result.time + refundTime)}{' '}
      on, if it says {label} then.
    </>
  )
  return { text, tab: 'claims', link: 'See my claims' }
}
