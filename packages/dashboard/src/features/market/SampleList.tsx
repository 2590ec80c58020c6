import { List } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Hex } from 'viem'
import { Paged } from '../../ui/Paged.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { SampleWords } from '../model/SampleWords.tsx'

interface Labelled {
  label: number
  sample: Hex
}

interface Props {
  model: ReadyModel
  samples: readonly Labelled[]
  /** What can be done with one. */
  action?: (sample: Labelled) => ReactNode
}

const few = 8

/** Samples with what they are said to be, a part at a time. */
export function SampleList({ model, samples, action }: Props) {
  return (
    <Paged all={samples} size={few}>
      {shown => (
        <List spacing={4}>
          {shown.map((each, i) => (
            // Samples never change places, and one can be there twice.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <List.Item key={i}>
              <SampleWords model={model} sample={each.sample} /> is{' '}
              <strong>{model.classNames[each.label]}</strong> {action?.(each)}
            </List.Item>
          ))}
        </List>
      )}
    </Paged>
  )
}
