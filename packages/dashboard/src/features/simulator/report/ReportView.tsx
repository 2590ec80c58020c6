import { ArrowDownTrayIcon } from '@heroicons/react/24/outline'
import { Button, Card, Group, Stack } from '@mantine/core'
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
