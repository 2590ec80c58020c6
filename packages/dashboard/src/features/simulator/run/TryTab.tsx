import { Card, Grid, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { useReport } from '../report/useReport.ts'
import { scenarioOf } from '../settings/overrides.ts'
import { SettingsForm } from '../settings/SettingsForm.tsx'
import { bases, settingsOf } from '../settings/settings.ts'
import { narrowPage } from './narrowPage.ts'
import { Results } from './Results.tsx'
import { RunStatus } from './RunStatus.tsx'
import { sweepOf } from './runSeeds.ts'
import { TakeAlong } from './TakeAlong.tsx'
import { type Simulation, useSimulation } from './useSimulation.ts'

/** A scenario with sliders; it runs whenever they have come to rest. */
export function TryTab() {
  const [settings, setSettings] = useState(() => settingsOf(bases[0]!.name))
  const request = useMemo(() => ({ scenario: scenarioOf(settings), seeds: settings.seeds }), [settings])
  const { simulation, stop, again } = useSimulation(request)
  const report = useReport(useReportRequest(simulation))
  return (
    <Grid gap={{ base: 'lg', md: 'xl' }}>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Card>
          <SettingsForm settings={settings} onChange={setSettings} />
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="lg">
          <RunStatus simulation={simulation} onStop={stop} onAgain={again} />
          <Results simulation={simulation} {...report} />
          <TakeAlong settings={settings} simulation={simulation} />
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

/** A report of the runs that have ended; the one before stays until there is one. */
function useReportRequest({ runs, request }: Simulation) {
  const narrow = useMediaQuery(narrowPage, false, { getInitialValueInEffect: false })
  return useMemo(
    () => (runs.length === 0 ? undefined : { from: { sweep: sweepOf(request, runs) }, narrow }),
    [runs, request, narrow],
  )
}
