import { Card, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import { narrowPage } from '../report/narrowPage.ts'
import { useReport } from '../report/useReport.ts'
import { scenarioOf } from '../settings/overrides.ts'
import { SettingsForm, type SettingsProps } from '../settings/SettingsForm.tsx'
import { Results } from './Results.tsx'
import { RunStatus } from './RunStatus.tsx'
import { sweepOf } from './runSeeds.ts'
import { TakeAlong } from './TakeAlong.tsx'
import classes from './TryTab.module.css'
import { type Simulation, useSimulation } from './useSimulation.ts'

/** A scenario with sliders; it runs whenever they have come to rest. */
export function TryTab({ settings, onChange }: SettingsProps) {
  const request = useMemo(() => ({ scenario: scenarioOf(settings), seeds: settings.seeds }), [settings])
  const { simulation, stop, again } = useSimulation(request)
  const report = useReport(useReportRequest(simulation))
  return (
    <div className={classes.layout}>
      <Card className={classes.settings}>
        <SettingsForm settings={settings} onChange={onChange} />
      </Card>
      <div className={classes.status}>
        <RunStatus simulation={simulation} figures={report.report?.key} onStop={stop} onAgain={again} />
      </div>
      <Stack gap="lg" className={classes.results}>
        <Results simulation={simulation} {...report} />
        <TakeAlong settings={settings} simulation={simulation} />
      </Stack>
    </div>
  )
}

/** A report of the runs that have ended; the one before stays until there is one. */
function useReportRequest({ runs, request }: Simulation) {
  const narrow = useMediaQuery(narrowPage, false, { getInitialValueInEffect: false })
  return useMemo(
    () =>
      runs.length === 0
        ? undefined
        : ({ from: { sweep: sweepOf(request, runs) }, layout: narrow ? 'narrow' : 'middle' } as const),
    [runs, request, narrow],
  )
}
