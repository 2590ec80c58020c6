import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { formatBytes } from './formatBytes.ts'
import type { LoadableEncoder } from './useLoadedEncoder.ts'

/** Offers to load the encoder that a model needs, and shows how far that is; nothing once it is here. */
export function LoadEncoder({ encoder }: { encoder: LoadableEncoder }) {
  const { status, row, size, progress, problem, load, cancel } = encoder
  if (!row || status === 'ready' || status === 'none') return null
  // what loads by itself in a moment is not worth a word
  if (status === 'loading' && size === 0) return null
  return (
    <Paper withBorder p="md" role="group" aria-label={`Encoder: ${row.title}`}>
      <Stack gap="xs">
        <Text size="sm">
          To use this model, your browser turns the {row.input} into {row.featureCount} numbers with an
          encoder: <strong>{row.title}</strong>. {row.words}
        </Text>
        {problem && (
          <Alert color="red" role="alert" title={problem.message}>
            {problem.advice.join(' ')}
          </Alert>
        )}
        {status === 'loading' && progress ? (
          <Loading loaded={progress.loaded} total={progress.total} onCancel={cancel} />
        ) : (
          <Group gap="sm">
            <Button size="sm" leftSection={<ArrowDownTrayIcon width={18} aria-hidden />} onClick={load}>
              {status === 'failed' ? 'Try again' : `Load the encoder (${formatBytes(size)})`}
            </Button>
            <Text size="sm" c="dimmed" flex={1} miw={200}>
              Your browser keeps it, so that it is loaded once. Licence: {row.license}.
            </Text>
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

function Loading({ loaded, total, onCancel }: { loaded: number; total: number; onCancel: () => void }) {
  const percent = total > 0 ? Math.floor((100 * loaded) / total) : 0
  return (
    <Group gap="sm" wrap="nowrap">
      <Stack gap={4} flex={1}>
        <Progress value={percent} aria-label="Loading the encoder" />
        <Text size="sm" c="dimmed">
          {loaded < total ? `${formatBytes(loaded)} of ${formatBytes(total)}` : 'Starting it …'}
        </Text>
      </Stack>
      <Button size="sm" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  )
}
