import { unpackDenseSample, unpackSample, weighSample } from '@cotrain/sdk'
import { Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Hex } from 'viem'
import type { ReadyModel } from './readyModel.ts'
import { inputsOf, isDense, numbersOf } from './sampleNumbers.ts'

const shown = 5

/** A sample by its numbers, or by the words of it that weigh most; by its size where they are not known. */
export function SampleWords({ model, sample }: { model: ReadyModel; sample: Hex }) {
  return isDense(model.encoder) ? (
    <Numbers model={model} sample={sample} />
  ) : (
    <Words model={model} sample={sample} />
  )
}

function Words({ model, sample }: { model: ReadyModel; sample: Hex }) {
  const indices = useMemo(() => unpackSample(sample), [sample])
  const words = useMemo(
    () =>
      weighSample(model.synced, indices, index => model.encoder?.describe(index)).features.flatMap(
        ({ word }) => word ?? [],
      ),
    [model, indices],
  )
  if (words.length === 0) return <Text span>a sample of {indices.length} features</Text>
  return (
    <Text span title={words.join(' ')}>
      “{words.slice(0, shown).join(' ')}
      {indices.length > shown && ' …'}”
    </Text>
  )
}

function Numbers({ model: { encoder }, sample }: { model: ReadyModel; sample: Hex }) {
  const numbers = useMemo(
    () => (isDense(encoder) ? numbersOf(encoder, unpackDenseSample(sample)) : []),
    [encoder, sample],
  )
  const inputs = inputsOf(encoder)
  const described = numbers.map((number, i) => {
    const { name, unit = '' } = inputs[i] ?? {}
    return `${name ? `${name} ` : ''}${number} ${unit}`.trim()
  })
  return (
    <Text span title={described.join(', ')}>
      “{described.slice(0, shown).join(', ')}
      {described.length > shown && ' …'}”
    </Text>
  )
}
