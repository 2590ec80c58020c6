import { type ContributeSyncReturnType, contributionAt } from '@cotrain/sdk'
import { CheckIcon } from '@heroicons/react/24/outline'
import { Alert, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Amount } from '../../ui/Amount.tsx'
import { formatDate } from '../../ui/format.ts'
import { mechanismTabs, modelPath } from '../model/modelPath.ts'
import { underMechanism } from '../model/readyModel.ts'
import { useJournal } from '../transactions/journal/journal.ts'
import type { TaughtModel, TaughtName } from './taught.ts'

interface Props {
  model: TaughtModel
  result: ContributeSyncReturnType
  onDone: () => void
}

/** What came of a contribution, and when to come back. */
export function TeachResult({ model, result, onDone }: Props) {
  const { reference, wording } = model
  const isThere = useIsThere(result)
  if (!isThere) return <Undone index={result.index} onDone={onDone} />
  return (
    <Alert
      role="status"
      color="green"
      icon={<CheckIcon aria-hidden />}
      title={`Contribution ${result.index} is on the chain`}
    >
      <Text size="sm">
        <Outcome model={model} result={result} />
      </Text>
      <Group gap="xs" mt="sm">
        <Button
          component={Link}
          to={modelPath(reference, mechanismTabs[reference.mechanism])}
          size="compact-md"
          variant="default"
        >
          {links[reference.mechanism]}
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={onDone}>
          Teach another {wording.sample}
        </Button>
      </Group>
    </Alert>
  )
}

/** Whether the contribution is still on the chain, as far as anybody has seen. */
function useIsThere({ receipt }: ContributeSyncReturnType): boolean {
  const transaction = useJournal().find(({ hash }) => hash === receipt.transactionHash)
  return (
    transaction === undefined ||
    transaction.state === 'mined' ||
    (transaction.state === 'sent' && !transaction.undone)
  )
}

function Undone({ index, onDone }: { index: bigint; onDone: () => void }) {
  return (
    <Alert role="status" color="orange" title={`Contribution ${index} is not on the chain any more`}>
      <Text size="sm">
        The chain has taken back the block that it was in. See the transactions at the top of the page: it may
        be mined again.
      </Text>
      <Button mt="sm" size="compact-md" variant="default" onClick={onDone}>
        Start anew
      </Button>
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

const links: Record<TaughtName, string> = {
  deposits: 'See my claims',
  points: 'See my points',
  bonded: 'See the challenges',
}

function Outcome({ model, result }: Pick<Props, 'model' | 'result'>) {
  const { classNames, wording, reference, twin } = model
  const { modelId } = reference
  const label = <strong>{classNames[result.label]}</strong>
  const now = () => (
    <>
      The model now says <strong>{classNames[twin.predict(modelId, result.sample)]}</strong> to this{' '}
      {wording.sample}.
    </>
  )
  const after = (seconds: number) => formatDate(result.time + seconds)
  return underMechanism<TaughtName, ReactNode>(model, {
    deposits: ({ twin }) => (
      <>
        <Paid result={result} /> {now()} You can ask for your deposit from{' '}
        {after(twin.incentive(modelId).options.refundTime)} on, if it says {label} then.
      </>
    ),
    points: ({ twin, synced }) => (
      <>
        {now()}{' '}
        {contributionAt(synced.contributions, result.index)?.surprising
          ? 'It was new to the model'
          : 'The model knew it already, so that it earns no points'}
        . It can be verified from {after(twin.incentive(modelId).options.verifyTime)} on, if the model says{' '}
        {label} then.
      </>
    ),
    bonded: ({ twin }) => (
      <>
        <Paid result={result} /> If nobody challenges {label} until{' '}
        {after(twin.incentive(modelId).options.challengeTime)}, the model learns it and your deposit comes
        back.
      </>
    ),
  })
}
