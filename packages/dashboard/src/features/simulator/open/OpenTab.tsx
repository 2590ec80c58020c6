import { Card, Code, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import { DropZone } from '../../../ui/DropZone.tsx'
import { Placeholder } from '../../../ui/Placeholder.tsx'
import { ProblemNotice } from '../ProblemNotice.tsx'
import type { MadeReport } from '../report/makeReport.ts'
import { narrowPage } from '../report/narrowPage.ts'
import { ReportView } from '../report/ReportView.tsx'
import { useReport } from '../report/useReport.ts'

interface Props {
  file: File | undefined
  onFile: (file: File) => void
}

/** Shows the results in a file that `cotrain simulate --json` wrote. */
export function OpenTab({ file, onFile }: Props) {
  const narrow = useMediaQuery(narrowPage, false, { getInitialValueInEffect: false })
  const request = useMemo(
    () => (file ? ({ from: { file }, layout: narrow ? 'narrow' : 'wide' } as const) : undefined),
    [file, narrow],
  )
  const { report, problem, busy } = useReport(request)
  return (
    <Stack gap="lg">
      <DropZone
        label="Results to show"
        button={file ? 'Choose another file' : 'Choose a file'}
        text={
          file
            ? `${file.name} is read here. It does not leave your browser.`
            : 'Or drop one here: what npx cotrain simulate SCENARIO --json FILE wrote, or the FILE.lines of a sweep that is still running. It does not leave your browser.'
        }
        accept=".json,.lines,application/json"
        onFile={onFile}
      />
      <Text role="status" size="sm" c="dimmed" mt={-8} mih={20}>
        {busy && file ? `Reading ${file.name}` : report ? summaryOf(report) : ''}
      </Text>
      {busy && !report && <Placeholder lines={6} label="Drawing the plots" />}
      {problem && <ProblemNotice problem={problem} />}
      {report && <Opened report={report} />}
    </Stack>
  )
}

function Opened({ report }: { report: MadeReport }) {
  return (
    <Stack component="article" gap="lg" aria-labelledby="report-title">
      <div>
        <Title order={2} id="report-title">
          {report.name}
        </Title>
        <Text mt={4} maw={680}>
          {report.description}
        </Text>
      </div>
      <ReportView report={report} order={3} />
      <Card component="details">
        <summary>The scenario, with all defaults filled in</summary>
        <Code block mt="sm" tabIndex={0}>
          {JSON.stringify(report.scenario, null, 2)}
        </Code>
      </Card>
    </Stack>
  )
}

/** How much there is in a report, and whether all of it is there. */
function summaryOf({ runs, expected, seeds }: MadeReport): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`
  const all = `${count(runs, 'run')}, ${count(seeds.length, 'seed')}`
  return runs < expected ? `${all}. The sweep is not over: ${expected} runs are to come in all.` : `${all}.`
}
