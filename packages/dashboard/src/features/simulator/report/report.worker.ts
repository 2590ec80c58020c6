import '../noEval.ts'
import { type Problem, problemOf } from '../problem.ts'
import { type MadeReport, makeReportOf, type ReportRequest } from './makeReport.ts'

export type ReportMessage = { report: MadeReport } | { problem: Problem }

/** Draws reports away from the page, which stays quick; one answer for each request, in their order. */
addEventListener('message', async ({ data }: MessageEvent<ReportRequest>) => {
  const tell = (message: ReportMessage) => postMessage(message)
  try {
    tell({ report: await makeReportOf(data) })
  } catch (error) {
    tell({ problem: problemOf(error) })
  }
})
