/** One run of a built-in scenario in a process of its own; prints what it needed, start-up and data included. */
import { parseArgs } from 'node:util'
import { builtInScenarios, withValue } from '@cotrain/simulator'
import { runSweep, tuneForShortRuns } from '@cotrain/simulator/node'

tuneForShortRuns()

const { values, positionals } = parseArgs({
  options: { data: { type: 'string' }, baseline: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const named = builtInScenarios[positionals[0]!]!
const { initialShare, trainSize, testSize } = named.data
const scenario = [
  { path: 'baseline', value: values.baseline },
  {
    path: 'data',
    value: { ...JSON.parse(values.data!), initialShare, trainSize, testSize, shuffle: false },
  },
].reduce<object>((object, { path, value }) => withValue(object, path, value), named)
const { runs } = await runSweep({ scenario: scenario as typeof named, threads: 1 })
const { user, system } = process.cpuUsage()
const { metrics, events, populations } = runs[0]!
process.stdout.write(
  JSON.stringify({
    cpuSeconds: (user + system) / 1e6,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    contributions: events.contributions,
    requests: events.requests,
    metrics,
    endsWith: Object.fromEntries(populations.map(each => [each.name, each.finalBalance / each.startBalance])),
  }),
)
