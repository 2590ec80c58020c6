import { Text, VisuallyHidden } from '@mantine/core'
import { IconArrowNarrowLeft, IconArrowNarrowRight } from '@tabler/icons-react'
import type { WeighedFeature } from '../model/weighing.ts'
import classes from './DivergingBars.module.css'

interface Props {
  features: readonly WeighedFeature[]
  /** Class 0's name stands on the left, class 1's on the right. */
  classNames: readonly string[]
}

/** Words as bars from a middle line: to the left they speak for class 0, to the right for class 1. */
export function DivergingBars({ features, classNames }: Props) {
  const [left = 'class 0', right = 'class 1'] = classNames
  const longest = Math.max(1, ...features.map(({ weight }) => Math.abs(weight)))
  return (
    <div>
      <div className={classes.legend} aria-hidden>
        <Text size="sm" fw={600} className={classes.negative}>
          <IconArrowNarrowLeft size={18} /> {left}
        </Text>
        <Text size="sm" fw={600} className={classes.positive}>
          {right} <IconArrowNarrowRight size={18} />
        </Text>
      </div>
      <ul className={classes.list} aria-label="The words that weigh most">
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
          : weighs {Math.abs(weight)} for {side}
        </VisuallyHidden>
      </span>
      <span className={classes.half} aria-hidden>
        {positive && bar}
      </span>
    </li>
  )
}
