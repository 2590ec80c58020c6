import { ArrowDownTrayIcon, CheckIcon, DocumentDuplicateIcon } from '@heroicons/react/24/outline'
import { Button, Card, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core'
import { saveFile } from '../../../ui/saveFile.ts'
import { commandOf, scenarioOf } from '../settings/overrides.ts'
import type { Settings } from '../settings/settings.ts'
import { sweepOf } from './runSeeds.ts'
import type { Simulation } from './useSimulation.ts'

interface Props {
  settings: Settings
  simulation: Simulation
}

/** The scenario and its results, for the terminal and for others. */
export function TakeAlong({ settings, simulation: { runs, request } }: Props) {
  const command = commandOf(settings)
  return (
    <Card component="section" aria-labelledby="take-along">
      <Stack gap="sm">
        <Title order={2} id="take-along">
          Take it along
        </Title>
        <Text size="sm">This command gives the same numbers in a terminal, seed by seed:</Text>
        <Code block data-testid="command" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {command}
        </Code>
        <Group gap="xs">
          <Copy text={command} label="Copy the command" />
          <Copy
            text={`${JSON.stringify(scenarioOf(settings), null, 2)}\n`}
            label="Copy the scenario as JSON"
          />
          <Button
            variant="default"
            size="xs"
            disabled={runs.length === 0}
            leftSection={<ArrowDownTrayIcon width={14} aria-hidden />}
            onClick={() => saveFile(`${settings.base}.json`, `${JSON.stringify(sweepOf(request, runs))}\n`)}
          >
            Save the results
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}

function Copy({ text, label }: { text: string; label: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="xs"
          leftSection={
            copied ? <CheckIcon width={14} aria-hidden /> : <DocumentDuplicateIcon width={14} aria-hidden />
          }
          onClick={copy}
        >
          {copied ? 'Copied' : label}
        </Button>
      )}
    </CopyButton>
  )
}
