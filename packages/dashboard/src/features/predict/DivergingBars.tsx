import type { WeighedFeature } from '@cotrain/sdk'
import { ArrowLongLeftIcon, ArrowLongRightIcon } from '@heroicons/react/24/outline'
import { Text, VisuallyHidden } from '@mantine/core'
import { formatNumber } from '../../ui/format.ts'
import classes from './DivergingBars.module.css'

interface Props {
  features: readonly WeighedFeature[]
  /** The first stands on the left, the second on the right. */
  classNames: readonly [string, string]
  /** What the list is. */
  label: string
}

/** Words or numbers as bars from a middle line: to the left they speak for one class, to the right for the other. */
export function DivergingBars({ features, classNames, label }: Props) {
  const [left, right] = classNames
  const longest = Math.max(...features.map(({ weight }) => Math.abs(weight)))
  return (
    <div>
      <div className={classes.legend} aria-hidden>
        <Text size="sm" fw={600} className={classes.negative}>
          <ArrowLongLeftIcon width={18} /> {left}
        </Text>
        <Text size="sm" fw={600} className={classes.positive}>
          {right} <ArrowLongRightIcon width={18} />
        </Text>
      </div>
      <ul className={classes.list} aria-label={label}>
        {features.map(feature => (
          <Bar
            key={feature.index}
            feature={feature}
            share={Math.abs(feature.weight) / longest}
            side={feature.weight < 0 ? left : right}
          />
        ))}
      </ul>
    </div>
  )
}

interface BarProps {
  feature: WeighedFeature
  share: number
  side: string
}

function Bar({ feature, share, side }: BarProps) {
  const { word, index, weight } = feature
  const positive = weight > 0
  const bar = (
    <span
      className={positive ? classes.barPositive : classes.barNegative}
      style={{ width: `${Math.max(2, share * 100)}%` }}
    />
  )
  return (
    <li className={classes.row}>
      <span className={classes.half} aria-hidden>
        {!positive && bar}
      </span>
      <span className={classes.word}>
        {word ?? `feature ${index}`}
        <VisuallyHidden>
          : weighs {formatNumber(Math.abs(weight))} for {side}
        </VisuallyHidden>
      </span>
      <span className={classes.half} aria-hidden>
        {positive && bar}
      </span>
    </li>
  )
}
