import { Badge, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Hex } from 'viem'
import classes from './ContributionRow.module.css'
import type { ReadyModel } from './readyModel.ts'
import { SampleWords } from './SampleWords.tsx'

interface Props {
  model: ReadyModel
  index: bigint
  contribution: { sample: Hex; label: number }
  /** How it stands, in a word or two. */
  status: { label: string; color: string }
  /** Whose it is and how it stands. */
  children: ReactNode
  /** What it is worth, and what can be done. */
  side: ReactNode
}

/** One contribution: what it says, how it stands, and what can be done. Stands in a list. */
export function ContributionRow({ model, index, contribution, status, children, side }: Props) {
  return (
    <li className={classes.row} aria-label={`Contribution ${index}`}>
      <div className={classes.status}>
        <Badge variant="light" color={status.color} radius="sm" tt="none" size="lg">
          {status.label}
        </Badge>
      </div>
      <div className={classes.text}>
        <Text>
          <Text span c="dimmed">
            #{String(index)}
          </Text>{' '}
          <SampleWords model={model} sample={contribution.sample} /> is{' '}
          <strong>{model.classNames[contribution.label]}</strong>
        </Text>
        <Text size="sm" c="dimmed" component="div">
          {children}
        </Text>
      </div>
      <div className={classes.side}>{side}</div>
    </li>
  )
}
