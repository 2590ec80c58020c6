import { LineChart } from '@mantine/charts'
import { Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { capitalised, formatDate, formatPercent } from '../../ui/format.ts'
import { Mark } from './Mark.tsx'
import { type Contributor, shapeOf } from './marks.ts'
import type { AccuracyPoint } from './replay.ts'
import type { Tick } from './ticks.ts'

/** What the points stand over. */
export type Axis = 'lessons' | 'time'

const margin = 0.005

/** Room above and below the line, so that small changes can be seen. */
function range(points: readonly AccuracyPoint[]): [number, number] {
  const values = points.map(({ accuracy }) => accuracy)
  return [Math.max(0, Math.min(...values) - margin), Math.min(1, Math.max(...values) + margin)]
}

interface Props {
  points: readonly AccuracyPoint[]
  ticks: readonly Tick[]
  contributors: readonly Contributor[]
  axis: Axis
  /** What the model is given at a time: contributions, or bundles. */
  lesson: { one: string; many: string }
  nameOf: (address: string) => string
}

/** The accuracy after each lesson, with whose it was; the same numbers stand in the table beside it. */
export function AccuracyPlot({ points, ticks, contributors, axis, lesson, nameOf }: Props) {
  const placed = points.filter(point => point[axis] !== undefined)
  const first = placed[0]?.time ?? 0
  const span = (placed.at(-1)?.time ?? 0) - first
  const format = (value: number) => (axis === 'time' ? timeLabel(value, span) : value.toLocaleString('en'))
  return (
    <div aria-hidden>
      <LineChart
        h={260}
        data={placed.map(point => ({ ...point, number: String(point.number) }))}
        dataKey={axis}
        series={[{ name: 'accuracy', label: 'Accuracy', color: 'var(--cotrain-plot)' }]}
        curveType="stepAfter"
        valueFormatter={formatPercent}
        xAxisLabel={axis === 'time' ? 'Time' : capitalised(lesson.many)}
        xAxisProps={{
          type: 'number',
          domain: ['dataMin', 'dataMax'],
          allowDecimals: false,
          tickFormatter: format,
          minTickGap: 40,
        }}
        yAxisProps={{ domain: range(placed), width: 64 }}
        referenceLines={linesOf(ticks, axis, placed)}
        tooltipProps={{
          content: ({ payload }) => {
            const point = payload?.[0]?.payload as AccuracyPoint | undefined
            return point ? <PointWords point={point} lesson={lesson.one} nameOf={nameOf} /> : null
          },
        }}
        lineProps={{ isAnimationActive: false, dot: dotOf(contributors) }}
        accessibilityLayer={false}
      />
    </div>
  )
}

/** What recharts tells of a point. */
interface DotProps {
  cx?: number
  cy?: number
  index?: number
  payload?: AccuracyPoint
}

const dotOf =
  (contributors: readonly Contributor[]) =>
  ({ cx, cy, index, payload }: DotProps): ReactNode => {
    const shape = payload && shapeOf(contributors, payload)
    const key = `mark-${index}`
    return shape && cx !== undefined && cy !== undefined ? (
      <Mark key={key} shape={shape} x={cx} y={cy} />
    ) : (
      <g key={key} />
    )
  }

/** Lines with the numbers by which the list below the plot calls them. */
function linesOf(ticks: readonly Tick[], axis: Axis, points: readonly AccuracyPoint[]) {
  const [first = 0, last = 0] = [points[0]?.[axis], points.at(-1)?.[axis]]
  return ticks.flatMap((tick, i) => {
    const x = tick[axis]
    if (x === undefined) return []
    // what happened at the same place shares a line, and its first number stands there
    const same = ticks.flatMap((each, j) => (each[axis] === x ? [j + 1] : []))
    if (same[0] !== i + 1) return []
    const label = same.length > 3 ? `${same[0]} to ${same.at(-1)}` : same.join(', ')
    // to the side where there is room
    const isLate = x > (first + last) / 2
    const labelPosition = isLate ? ('insideBottomRight' as const) : ('insideBottomLeft' as const)
    return [{ x, label, color: 'gray.6', labelPosition }]
  })
}

interface WordsProps {
  point: AccuracyPoint
  lesson: string
  nameOf: (address: string) => string
}

function PointWords({ point: { accuracy, lessons, by, number, time }, lesson, nameOf }: WordsProps) {
  return (
    <Paper withBorder shadow="md" p="xs">
      <Text size="sm" fw={650}>
        {formatPercent(accuracy)}
      </Text>
      <Text size="sm">
        {lessons === 0
          ? 'At first'
          : by
            ? `${capitalised(lesson)} ${number} by ${nameOf(by)}`
            : `After ${lessons.toLocaleString('en')}`}
      </Text>
      {time !== undefined && (
        <Text size="xs" c="dimmed">
          {formatDate(time)}
        </Text>
      )}
    </Paper>
  )
}

const day = 86_400
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short' })
const date = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' })

/** A time on the axis: the hour where all is within two days, else the day. */
const timeLabel = (seconds: number, span: number) => (span < 2 * day ? clock : date).format(seconds * 1000)
