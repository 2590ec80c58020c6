import { Placeholder } from '../../../ui/Placeholder.tsx'
import { ProblemNotice } from '../ProblemNotice.tsx'
import { ReportView } from '../report/ReportView.tsx'
import type { ReportState } from '../report/useReport.ts'
import classes from './Results.module.css'
import type { Simulation } from './useSimulation.ts'

interface Props extends ReportState {
  simulation: Simulation
}

/** What the runs found, as far as they are; the plots are paler while they are still of other settings. */
export function Results({ simulation: { phase, runs, problem: failure }, report, problem }: Props) {
  if (phase === 'failed' && failure) return <ProblemNotice problem={failure} />
  if (problem) return <ProblemNotice problem={problem} />
  if (!report) return phase === 'stopped' ? null : <Placeholder lines={6} label="Waiting for the first run" />
  return (
    <div className={classes.results} aria-busy={runs.length === 0}>
      <ReportView report={report} order={2} />
    </div>
  )
}
