import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Hex } from 'viem'
import { Original } from '../originals/Original.tsx'
import { ListRow } from './ListRow.tsx'
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
export function ContributionRow({ model, index, contribution, children, ...row }: Props) {
  const title = (
    <>
      <Text span c="dimmed">
        #{String(index)}
      </Text>{' '}
      <SampleWords model={model} sample={contribution.sample} /> is{' '}
      <strong>{model.classNames[contribution.label]}</strong>
    </>
  )
  return (
    <ListRow name={`Contribution ${index}`} title={title} {...row}>
      {children}
      <Original model={model} index={index} />
    </ListRow>
  )
}
