import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useId } from 'react'
import { saveFile } from '../../../ui/saveFile.ts'
import { DataTable } from './DataTable.tsx'
import type { MadeReport } from './makeReport.ts'
import { PlotFigure } from './PlotFigure.tsx'

/**
 * The plots and the figures of a report, and its numbers to take away.
 * @param order - Of the plots' headings
 */
export function ReportView({ report, order }: { report: MadeReport; order: 2 | 3 }) {
  return (
    <Stack gap="lg">
      <Summary sentences={report.summary} order={order} />
      {report.plots.map(plot => (
        <Card key={plot.name}>
          <PlotFigure plot={plot} order={order} />
        </Card>
      ))}
      <Card>
        <DataTable table={report.figures} />
      </Card>
      <Group gap="xs" role="group" aria-label="Save the numbers">
        {report.files.map(({ name, text }) => (
          <Button
            key={name}
            variant="default"
            size="xs"
            leftSection={<ArrowDownTrayIcon width={14} aria-hidden />}
            onClick={() => saveFile(name, text, 'text/csv')}
          >
            {name}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}

/** What came of the runs in words, for who does not read plots. */
function Summary({ sentences, order }: { sentences: readonly string[]; order: 2 | 3 }) {
  const id = useId()
  if (sentences.length === 0) return null
  return (
    <Card component="section" aria-labelledby={id}>
      <Title order={order} size="h3" id={id}>
        What came of it
      </Title>
      <Text mt={6} data-testid="summary">
        {sentences.join(' ')}
      </Text>
    </Card>
  )
}
