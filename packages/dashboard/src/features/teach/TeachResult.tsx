import type { ContributeSyncReturnType } from '@cotrain/sdk'
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Amount } from '../../ui/Amount.tsx'
import { formatDate } from '../../ui/format.ts'
import { modelPath } from '../model/modelPath.ts'
import type { ReadyModel } from '../model/readyModel.ts'

interface Props {
  model: ReadyModel
  result: ContributeSyncReturnType
  onDone: () => void
}

/** What came of a contribution, and when to come back for the deposit. */
export function TeachResult({ model, result, onDone }: Props) {
  const { twin, reference, classNames, wording } = model
  const { refundTime } = twin.incentive(reference.modelId).options
  const says = twin.predict(reference.modelId, result.sample)
  return (
    <Alert
      role="status"
      color="green"
      icon={<IconCheck aria-hidden />}
      title={`Contribution ${result.index} is on the chain`}
    >
      <Text size="sm">
        You staked <Amount wei={result.deposit} />. The model now says <strong>{classNames[says]}</strong> to
        this {wording.sample}. You can ask for your deposit from {formatDate(result.time + refundTime)} on, if
        it says <strong>{classNames[result.label]}</strong> then.
      </Text>
      <Group gap="xs" mt="sm">
        <Button component={Link} to={modelPath(reference, 'claims')} size="compact-md" variant="default">
          See my claims
        </Button>
        <Button size="compact-md" variant="subtle" color="gray" onClick={onDone}>
          Teach another {wording.sample}
        </Button>
      </Group>
    </Alert>
  )
}
