import type { MetricObject, MetricValue, Registry } from 'prom-client'

/** Upper ends of the buckets, in seconds. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

type Row = { counts: Float64Array; sum: number; total: number; statuses: Map<number, number> }

/** Counts answers. Many are made a second: that each costs little here matters more than how they are told. */
export type Tally = {
  /** @param route What the path is in the description, never the path itself. @param seconds How long it took. */
  add(route: string, status: number, seconds: number): void
}

/** A tally that `registry` tells as a counter and a histogram; prom-client's own cost a tenth of an answer. */
export function createTally(registry: Registry): Tally {
  const rows = new Map<string, Row>()
  const register = (metric: Omit<MetricObject, 'aggregator'>, values: () => MetricValue<string>[]) => {
    const get = async () => ({ ...metric, aggregator: 'sum', values: values() })
    registry.registerMetric({ ...metric, get } as never)
  }
  const requests = {
    name: 'cotrain_serve_requests_total',
    help: 'Answers, by route and status',
    type: 'counter',
  } as unknown as MetricObject
  const times = {
    name: 'cotrain_serve_request_seconds',
    help: 'Time from the request’s head to the end of the answer, by route',
    type: 'histogram',
  } as unknown as MetricObject
  register(requests, () => [...rows].flatMap(([route, { statuses }]) => countsOf(route, statuses)))
  register(times, () => [...rows].flatMap(([route, row]) => timesOf(times.name, route, row)))
  return {
    add(route, status, seconds) {
      let row = rows.get(route)
      if (row === undefined) {
        row = { counts: new Float64Array(buckets.length), sum: 0, total: 0, statuses: new Map() }
        rows.set(route, row)
      }
      const bucket = buckets.findIndex(end => seconds <= end)
      if (bucket >= 0) row.counts[bucket]! += 1
      row.sum += seconds
      row.total += 1
      row.statuses.set(status, (row.statuses.get(status) ?? 0) + 1)
    },
  }
}

function countsOf(route: string, statuses: ReadonlyMap<number, number>): MetricValue<string>[] {
  return [...statuses].map(([status, value]) => ({ labels: { route, status }, value }))
}

/** Buckets hold all that is below their end. */
function timesOf(name: string, route: string, { counts, sum, total }: Row): MetricValue<string>[] {
  let below = 0
  const ends = buckets.map((le, i) => {
    below += counts[i]!
    return { metricName: `${name}_bucket`, labels: { route, le }, value: below }
  })
  return [
    ...ends,
    { metricName: `${name}_bucket`, labels: { route, le: '+Inf' }, value: total },
    { metricName: `${name}_sum`, labels: { route }, value: sum },
    { metricName: `${name}_count`, labels: { route }, value: total },
  ] as MetricValue<string>[]
}
