import { formatModelId, type ModelAddress } from '@cotrain/sdk'
import { Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Address } from 'viem'
import { Amount } from '../../ui/Amount.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { formatDate } from '../../ui/format.ts'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { MechanismBadge } from '../model/MechanismBadge.tsx'
import { mechanismTabs, modelPath } from '../model/modelPath.ts'
import { useReadyModel } from '../model/modelQuery.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { ModelName, useModelName } from '../trust/ModelName.tsx'
import { ModelTasks } from './ModelTasks.tsx'
import { SendTasks } from './SendTasks.tsx'
import { type Report, Tell } from './TaskReport.tsx'
import type { Task } from './tasks.ts'
import { taskPoints, taskTitle } from './words.ts'

interface Props {
  reference: ModelAddress
  account: Address
  report: Report
}

/** What waits for the account at one model, with the buttons for it; nothing when nothing does. */
export function ModelInbox({ reference, account, report }: Props) {
  const { data: model, error } = useReadyModel(reference)
  const id = formatModelId(reference)
  if (!model) {
    if (!error) return <Placeholder lines={2} label={`Reading ${id}`} />
    return <ErrorNotice error={error} title={`The model ${id} cannot be read`} />
  }
  return (
    <ModelTasks model={model}>
      {tasks => (
        <>
          <Tell id={`${account} ${id}`} tasks={tasks} report={report} />
          {tasks && tasks.length > 0 && <Waiting model={model} tasks={tasks} />}
        </>
      )}
    </ModelTasks>
  )
}

function Waiting({ model, tasks }: { model: ReadyModel; tasks: readonly Task[] }) {
  const { reference } = model
  const tab = mechanismTabs[reference.mechanism]
  return (
    <Card component="section" aria-label={useModelName(reference).name}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2}>
            <Anchor component={Link} to={modelPath(reference, tab)} inherit c="inherit">
              <ModelName model={reference} />
            </Anchor>
          </Title>
          <MechanismBadge reference={reference} />
        </Group>
        <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {tasks.map(task => (
            <li key={task.kind}>
              <TaskLine task={task} />
            </li>
          ))}
        </Stack>
        <Group gap="sm">
          <SendTasks model={model} />
          <Button component={Link} to={modelPath(reference, tab)} variant="default">
            Look at them
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

/** What there is to do, what it brings, and what is lost without. */
function TaskLine({ task }: { task: Task }) {
  const { amount = 0n, until, lost = 0n } = task
  const worth: ReactNode = amount > 0n ? <Amount wei={amount} fw={600} /> : taskPoints(task)
  return (
    <>
      <Group justify="space-between" gap="sm" wrap="nowrap" align="baseline">
        <Text>{taskTitle(task)}</Text>
        {worth && <Text fw={600}>{worth}</Text>}
      </Group>
      {until !== undefined && (
        <Text size="sm" c="dimmed">
          Until {formatDate(until)}
          {lost > 0n && (
            <>
              : after that <Amount wei={lost} /> can be lost
            </>
          )}
          .
        </Text>
      )}
    </>
  )
}
