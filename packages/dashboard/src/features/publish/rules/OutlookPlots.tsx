import { LineChart } from '@mantine/charts'
import { Text } from '@mantine/core'
import { formatNumber } from '../../../ui/format.ts'
import { formatGain, type OutlookPoint } from './outlook.ts'

interface Props {
  points: readonly OutlookPoint[]
  symbol: string
}

/** How accuracy and money went; what it comes to stands in words above. */
export function OutlookPlots({ points, symbol }: Props) {
  const common = {
    h: 180,
    data: points.map(point => ({ ...point })),
    dataKey: 'days',
    withDots: false,
    curveType: 'linear',
    withLegend: true,
    legendProps: { verticalAlign: 'bottom', height: 28 },
    lineProps: { isAnimationActive: false },
    accessibilityLayer: false,
    xAxisProps: {
      type: 'number',
      domain: ['dataMin', 'dataMax'],
      tickFormatter: (days: number) => `day ${formatNumber(Math.round(days))}`,
    },
  } as const
  return (
    <div aria-hidden>
      <Text size="sm" fw={600} mb={4}>
        How often the model is right
      </Text>
      <LineChart
        {...common}
        series={[
          { name: 'accuracy', label: 'With attackers', color: 'var(--cotrain-plot)' },
          { name: 'alone', label: 'Without', color: 'var(--cotrain-negative)' },
        ]}
        valueFormatter={share => `${Math.round(100 * share)} %`}
        yAxisProps={{ domain: [floorOf(points), 1], width: 62, tickCount: 3 }}
      />
      <Text size="sm" fw={600} mt="lg" mb={4}>
        What each has gained
      </Text>
      <LineChart
        {...common}
        series={[
          { name: 'honest', label: 'Honest', color: 'var(--cotrain-plot)' },
          { name: 'attacker', label: 'Attackers', color: 'var(--cotrain-positive)' },
        ]}
        valueFormatter={value => formatGain(value, symbol)}
        yAxisProps={{ width: 92 }}
      />
    </div>
  )
}

/** A tenth below the lowest value, so that the lines are not on the ground. */
const floorOf = (points: readonly OutlookPoint[]) =>
  Math.max(
    0,
    Math.floor(10 * Math.min(...points.flatMap(({ accuracy, alone }) => [accuracy, alone]))) / 10 - 0.1,
  )
