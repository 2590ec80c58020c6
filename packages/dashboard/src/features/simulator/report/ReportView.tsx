import { Button, Card, Group, Stack } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { saveFile } from '../../../ui/saveFile.ts'
import { DataTable } from './DataTable.tsx'
import type { MadeReport } from './makeReport.ts'
import { PlotFigure } from './PlotFigure.tsx'

/** The figures and the plots of a report, and its numbers to take away. */
export function ReportView({ report }: { report: MadeReport }) {
  return (
    <Stack gap="lg">
      <Card>
        <DataTable table={report.figures} />
      </Card>
      {report.plots.map(plot => (
        <Card key={plot.name}>
          <PlotFigure plot={plot} />
        </Card>
      ))}
      <Group gap="xs" role="group" aria-label="Save the numbers">
        {report.files.map(({ name, text }) => (
          <Button
            key={name}
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => saveFile(name, text, 'text/csv')}
          >
            {name}
          </Button>
        ))}
      </Group>
    </Stack>
  )
}
