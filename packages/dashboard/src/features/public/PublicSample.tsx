import { type AnySample, isDenseEncoder, type SampleEncoder } from '@cotrain/sdk'
import { List, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import { useDraft } from '../model/DraftContext.tsx'
import { License } from '../model/License.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { inputsOf, isDense, numbersOf } from '../model/sampleNumbers.ts'
import { usePrice } from '../teach/usePrice.ts'
import { calmWord } from '../trust/calmText.ts'
import { keptWords } from './keptWords.ts'
import classes from './Public.module.css'

interface Props {
  model: ReadyModel
  sample: AnySample | undefined
  label: number | undefined
}

/** All that a contribution writes onto the chain, in the form of this model's samples. */
export function PublicSample({ model, sample, label }: Props) {
  const account = useAccountAddress()
  const price = usePrice(model, { sample, label })
  const { license } = model.metadata
  return (
    <div>
      <List size="sm" spacing={4}>
        <List.Item>
          Your account, <Given value={account} otherwise="once you have chosen one" />, and with it all that
          it ever does on this chain
        </List.Item>
        <List.Item>The time, to the second</List.Item>
        <List.Item>
          Your answer:{' '}
          <Given
            value={label === undefined ? undefined : <strong>{model.classNames[label]}</strong>}
            otherwise="the class that you choose"
          />
        </List.Item>
        <List.Item>
          <SampleWords model={model} sample={sample} />
        </List.Item>
        {price !== undefined && price > 0n && (
          <List.Item>
            What you stake, <Amount wei={price} />
          </List.Item>
        )}
      </List>
      <Text size="sm" mt={6}>
        {onlyThat(model)}{' '}
        {license !== undefined && (
          <>
            The sample is placed under <License license={license} />.
          </>
        )}
      </Text>
    </div>
  )
}

const Given = ({ value, otherwise }: { value: ReactNode; otherwise: string }) =>
  value === undefined ? (
    <Text span inherit c="dimmed">
      {otherwise}
    </Text>
  ) : (
    <span className={classes.given}>{value}</span>
  )

/** What of the sample is on the chain, by how samples are made. */
function SampleWords({ model, sample }: Pick<Props, 'model' | 'sample'>) {
  const [text] = useDraft()
  const { encoder, form, wording } = model
  if (!sample || text.trim() === '')
    return (
      <>
        The {wording.parts} of your {wording.sample}, which is still to come
      </>
    )
  if (form === 'text' && encoder && !isDense(encoder) && !isDenseEncoder(encoder.name)) {
    return <KeptWords text={text} encoder={encoder} sample={sample} />
  }
  if (form === 'indices')
    return (
      <>
        The numbers of its {sample.length} features: {Array.from(sample).join(' ')}
      </>
    )
  if (form === 'numbers' && isDense(encoder) && sample instanceof Int16Array) {
    const inputs = inputsOf(encoder)
    const numbers = numbersOf(encoder, sample)
    return (
      <>
        Its numbers, rounded:{' '}
        {numbers
          .map((number, i) =>
            `${calmWord(inputs[i]?.name ?? String(i))} ${number} ${calmWord(inputs[i]?.unit ?? '')}`.trim(),
          )
          .join(', ')}
      </>
    )
  }
  return (
    <>
      {sample.length} numbers that the encoder makes of it. Much of what went in can be guessed from such
      numbers
    </>
  )
}

const shownLength = 1_500

/** The text with the words that are not on the chain in grey. */
function KeptWords({
  text,
  encoder,
  sample,
}: {
  text: string
  encoder: SampleEncoder<string>
  sample: AnySample
}) {
  const pieces = useMemo(
    () => keptWords(text.slice(0, shownLength), encoder, sample),
    [text, encoder, sample],
  )
  return (
    <>
      {sample.length} {sample.length === 1 ? 'word' : 'different words'} of your text, without their order and
      number; those in grey are not kept:
      <span className={classes.text} data-testid="kept-words">
        {pieces.map(({ text: piece, isKept }, i) =>
          isKept ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and are made anew together
            <mark key={i} className={classes.kept}>
              {piece}
            </mark>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <span key={i} className={classes.left}>
              {piece}
            </span>
          ),
        )}
        {text.length > shownLength && ' …'}
      </span>
      {encoder.wordsIn && ' They are kept as numbers; whoever tries words finds out which.'}
    </>
  )
}

/** What can be said of what is not stored. */
function onlyThat({ form }: ReadyModel): string {
  if (form === 'text') return 'Nothing else is written onto the chain: the text itself is not stored there.'
  return 'Nothing else is written onto the chain.'
}
