import { unpackDenseSample, unpackSample, weighSample } from '@cotrain/sdk'
import { Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Hex } from 'viem'
import { greyPicture, Pixels } from '../pictures/Pixels.tsx'
import { calmWord } from '../trust/calmText.ts'
import { featureWords } from './featureWords.ts'
import type { ReadyModel } from './readyModel.ts'
import classes from './SampleWords.module.css'
import { inputsOf, isDense, numbersOf } from './sampleNumbers.ts'

const shown = 5

/**
 * A sample as the picture that it is, by its numbers, or by the words of it that weigh most; by its size where they are not
 * known.
 */
export function SampleWords({ model, sample }: { model: ReadyModel; sample: Hex }) {
  if (model.grid !== undefined) return <Small grid={model.grid} sample={sample} />
  if (model.loadable) {
    return (
      <Text span>
        a {model.wording.sample}, as {model.loadable.featureCount} numbers
      </Text>
    )
  }
  return isDense(model.encoder) ? (
    <Numbers model={model} sample={sample} />
  ) : (
    <Words model={model} sample={sample} />
  )
}

const smallSide = 28

function Small({ grid, sample }: { grid: number; sample: Hex }) {
  const picture = useMemo(() => greyPicture(unpackDenseSample(sample), grid), [grid, sample])
  return (
    <span className={classes.small}>
      <Pixels picture={picture} side={smallSide} crisp label="a picture" />
    </span>
  )
}

function Words({ model, sample }: { model: ReadyModel; sample: Hex }) {
  const indices = useMemo(() => unpackSample(sample), [sample])
  const words = useMemo(
    () => weighSample(model.synced, indices, featureWords(model)).features.flatMap(({ word }) => word ?? []),
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
    return `${name ? `${calmWord(name)} ` : ''}${number} ${calmWord(unit)}`.trim()
  })
  return (
    <Text span title={described.join(', ')}>
      “{described.slice(0, shown).join(', ')}
      {described.length > shown && ' …'}”
    </Text>
  )
}
