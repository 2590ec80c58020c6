import { Alert, Button, Group, Progress, Text } from '@mantine/core'
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx'
import type { Batches } from './useBatches.ts'

interface Props {
  batches: Batches
  /** What is claimed, such as "contribution" and "contributions". */
  one: string
  many: string
}

/** How far several transactions are, with a way to stop; then what came of them, and what is left. */
export function BatchStatus({ batches, one, many }: Props) {
  const { progress, isRunning, isStopping, stop, error } = batches
  const isSeveral = progress !== undefined && progress.transactions > 1
  return (
    <>
      {isRunning && isSeveral && (
        <Group justify="space-between" gap="sm" role="status">
          <div style={{ flex: 1, minWidth: 200 }}>
            <Text size="sm" mb={6}>
              {progress.sent} of {progress.transactions} sent, {progress.mined} in a block
            </Text>
            <Progress
              value={(100 * progress.mined) / progress.transactions}
              color="petrol"
              aria-label="Transactions in a block"
            />
          </div>
          <Button size="compact-md" variant="default" disabled={isStopping} onClick={stop}>
            {isStopping ? 'Stops after this one' : 'Stop after this one'}
          </Button>
        </Group>
      )}
      <ErrorNotice error={error} />
      {!isRunning && progress && (progress.stopped || error) && progress.mined > 0 && (
        <Alert color="blue" role="status" title={partTitle(progress)}>
          <Text size="sm">
            {countOf(progress.done, one, many)} done, {progress.total - progress.done} left. What is left is
            not lost: go on whenever you like.
          </Text>
        </Alert>
      )}
      {!isRunning && !error && progress && !progress.stopped && progress.done < progress.total && (
        <Text size="sm" role="status">
          {countOf(progress.total - progress.done, one, many)} could not be claimed any more: somebody was
          faster, or the model has changed its mind.
        </Text>
      )}
    </>
  )
}

const partTitle = ({ mined, transactions }: { mined: number; transactions: number }) =>
  `${mined} of ${transactions} transactions are on the chain`

const countOf = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
