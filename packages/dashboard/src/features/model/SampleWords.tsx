import { unpackSample } from '@cotrain/sdk'
import { Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Hex } from 'viem'
import type { ReadyModel } from './readyModel.ts'
import { weighSample } from './weighSample.ts'

const shown = 5

/** A sample by the words of it that weigh most; by its size where the words are not known. */
export function SampleWords({ model, sample }: { model: ReadyModel; sample: Hex }) {
  const indices = useMemo(() => unpackSample(sample), [sample])
  const words = useMemo(() => weighSample(model, indices).flatMap(({ word }) => word ?? []), [model, indices])
  if (words.length === 0) return <Text span>a sample of {indices.length} features</Text>
  return (
    <Text span title={words.join(' ')}>
      “{words.slice(0, shown).join(' ')}
      {indices.length > shown && ' …'}”
    </Text>
  )
}
