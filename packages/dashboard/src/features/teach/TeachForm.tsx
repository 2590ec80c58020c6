import { contentOf, contribute, formatModelId } from '@cotrain/sdk'
import { Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useDraft } from '../model/DraftContext.tsx'
import { SampleInput } from '../model/SampleInput.tsx'
import { useDraftSample } from '../model/useDraftSample.ts'
import { ShareOriginal } from '../originals/ShareOriginal.tsx'
import { useShareOriginal } from '../originals/useShareOriginal.ts'
import { WhatBecomesPublic } from '../public/WhatBecomesPublic.tsx'
import { CostNote } from '../transactions/cost/CostNote.tsx'
import { TransactionNotice } from '../transactions/TransactionNotice.tsx'
import { adviceFor } from './advice.ts'
import { LabelChoice } from './LabelChoice.tsx'
import { mostOf } from './mostOf.ts'
import { Submit } from './Submit.tsx'
import { TeachResult } from './TeachResult.tsx'
import type { TaughtModel } from './taught.ts'
import { usePrice } from './usePrice.ts'
import { useTeach } from './useTeach.ts'
import { useUnderWay } from './useUnderWay.ts'
import { useWhatIsMissing } from './useWhatIsMissing.ts'

export function TeachForm({ model }: { model: TaughtModel }) {
  const { sample, problem, text } = useDraftSample(model)
  const [, setText] = useDraft()
  const [label, setLabel] = useState<number>()
  const [taught, setTaught] = useState<{ text: string; label: number }>()
  const price = usePrice(model, { sample, label })
  const most = mostOf(model, price)
  const teach = useTeach()
  const share = useShareOriginal(model)
  const { underWay, isUnderWay } = useUnderWay(model, { sample, label })
  const advice = adviceFor(model, sample, label)
  const missing = useWhatIsMissing(model, sample !== undefined || problem !== undefined, label)
  const ready = !missing && !problem && !advice?.blocks

  const cost = ready && sample && label !== undefined && most !== undefined && (
    <CostNote
      name={`teach:${formatModelId(model.reference)}:${contentOf({ sample, label })}`}
      action={(client, writing) =>
        contribute(client as never, {
          ...{ model: model.reference, label, sample, maxDeposit: most, ...writing },
          history: model.synced.contributions,
        })
      }
    />
  )

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || isUnderWay || teach.isPending || !sample || label === undefined || most === undefined)
      return
    setTaught({ text, label })
    const { contributions: history } = model.synced
    const className = model.classNames[label] ?? String(label)
    const lesson = { model: model.reference, label, className, sample, maxDeposit: most, history }
    // what went wrong is shown below the button
    teach.mutateAsync(lesson).then(share.take(), () => {})
  }
  const startAnew = () => {
    setText('')
    setLabel(undefined)
    teach.reset()
  }
  // The result stands in the button's place, so that a second click does not pay a second deposit.
  const done = teach.data && taught?.text === text && taught.label === label

  return (
    <form onSubmit={submit}>
      <Stack>
        <SampleInput model={model} sample={sample} error={problem} />
        <LabelChoice classNames={model.classNames} label={label} onChange={setLabel} />
        <ShareOriginal share={share} />
        {done && <TeachResult model={model} result={teach.data} onDone={startAnew} />}
        {underWay.map(lesson => (
          <TransactionNotice key={lesson.id} transaction={lesson} />
        ))}
        {!done && !isUnderWay && <WhatBecomesPublic model={model} sample={sample} label={label} />}
        {!done && !isUnderWay && (
          <Submit
            model={model}
            advice={advice}
            missing={missing}
            ready={ready}
            price={price}
            most={most}
            busy={teach.isPending}
            cost={cost}
          />
        )}
        <ErrorNotice error={teach.error} />
      </Stack>
    </form>
  )
}
