import { Button, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDraft } from '../../model/DraftContext.tsx'
import type { MarketModel } from '../../model/readyModel.ts'
import { SampleInput } from '../../model/SampleInput.tsx'
import { useDraftSample } from '../../model/useDraftSample.ts'
import { AdviceNotice } from '../../teach/AdviceNotice.tsx'
import { adviceFor } from '../../teach/advice.ts'
import { LabelChoice } from '../../teach/LabelChoice.tsx'
import { missingOf } from '../../teach/useWhatIsMissing.ts'
import { useBundleDraft } from './draft.ts'

/** Puts one sample after the other into the bundle. */
export function AddSample({ model }: { model: MarketModel }) {
  const { sample, problem } = useDraftSample(model)
  const [, setText] = useDraft()
  const [label, setLabel] = useState<number>()
  const draft = useBundleDraft(model)
  const isThere = sample !== undefined && draft.has(sample)
  const advice = adviceFor(model, sample, label)
  const missing = missingOf(model, sample !== undefined || problem !== undefined, label)
  const ready = !missing && !problem && !advice?.blocks && !isThere

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!ready || !sample || label === undefined) return
    draft.add([{ label, sample }])
    setText('')
    // The button is not to be pressed now, and would lose the focus.
    event.currentTarget.querySelector<HTMLElement>('textarea, input')?.focus()
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <SampleInput model={model} sample={sample} error={problem} />
        <LabelChoice classNames={model.classNames} label={label} onChange={setLabel} />
        {!isThere && <AdviceNotice advice={advice} />}
        <div>
          <Button type="submit" size="md" disabled={!ready}>
            Add it to the bundle
          </Button>
        </div>
        <Text size="sm" c="dimmed" role="status">
          {isThere
            ? `This ${model.wording.sample} is in the bundle already.`
            : (missing ?? 'It stays in this browser until the bundle is revealed.')}
        </Text>
      </Stack>
    </form>
  )
}
