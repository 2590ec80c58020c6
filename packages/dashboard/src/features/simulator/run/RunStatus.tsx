import { ArrowPathIcon, StopIcon } from '@heroicons/react/24/outline'
import { Button, Card, Group, Progress, Text, VisuallyHidden } from '@mantine/core'
import type { MadeReport } from '../report/makeReport.ts'
import { KeyFigures } from './KeyFigures.tsx'
import { paceOf, statusOf } from './statusWords.ts'
import type { Simulation } from './useSimulation.ts'

interface Props {
  simulation: Simulation
  /** What the runs found so far. */
  figures: MadeReport['key'] | undefined
  onStop: () => void
  onAgain: () => void
}

/** How far the run is, and a button to stop it. */
export function RunStatus({ simulation, figures, onStop, onAgain }: Props) {
  const { phase, done, total } = simulation
  const active = phase === 'waiting' || phase === 'running'
  const percent = total === 0 ? 0 : (100 * done) / total
  return (
    <Card component="section" aria-label="Run" padding="md">
      <Group justify="space-between" wrap="nowrap" mb={10}>
        <div>
          <Text fw={600} data-testid="run-status" data-phase={phase}>
            {statusOf(simulation)}
          </Text>
          <Text size="sm" c="dimmed">
            {paceOf(simulation)}
          </Text>
        </div>
        {active ? (
          <Button
            variant="default"
            leftSection={<StopIcon width={16} aria-hidden />}
            onClick={onStop}
            style={{ flexShrink: 0 }}
          >
            Stop
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<ArrowPathIcon width={16} aria-hidden />}
            onClick={onAgain}
            style={{ flexShrink: 0 }}
          >
            Run again
          </Button>
        )}
      </Group>
      <Progress value={percent} aria-label="Runs that are done" transitionDuration={100} />
      {figures && phase !== 'failed' && <KeyFigures figures={figures} />}
      {/* Told to screen readers when it changes: not every step, but beginnings and ends. */}
      <VisuallyHidden role="status">
        {active ? `Running ${total} seeds` : statusOf(simulation)}
      </VisuallyHidden>
    </Card>
  )
}
