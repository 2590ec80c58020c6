import { LineChart } from '@mantine/charts'
import { capitalised, formatPercent } from '../../ui/format.ts'
import type { AccuracyPoint } from './history.ts'

const margin = 0.005

/** Room above and below the line, so that small changes can be seen. */
function range(points: readonly AccuracyPoint[]): [number, number] {
  const values = points.map(({ accuracy }) => accuracy)
  return [Math.max(0, Math.min(...values) - margin), Math.min(1, Math.max(...values) + margin)]
}

interface Props {
  points: readonly AccuracyPoint[]
  /** What the model is given at a time: contributions, or bundles. */
  lessons: string
}

/** The accuracy after each lesson; the same numbers stand in the table beside it. */
export function AccuracyPlot({ points, lessons }: Props) {
  return (
    <div aria-hidden>
      <LineChart
        h={240}
        data={points.map(({ lessons, accuracy }) => ({ lessons, accuracy }))}
        dataKey="lessons"
        series={[{ name: 'accuracy', label: 'Accuracy', color: 'var(--cotrain-plot)' }]}
        curveType="stepAfter"
        valueFormatter={formatPercent}
        xAxisLabel={capitalised(lessons)}
        xAxisProps={{ type: 'number', domain: ['dataMin', 'dataMax'], allowDecimals: false }}
        yAxisProps={{ domain: range(points), width: 64 }}
        withDots={points.length <= 60}
        lineProps={{ isAnimationActive: false }}
        accessibilityLayer={false}
      />
    </div>
  )
}
