import { Alert, Button, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import type { ReadyModel } from '../model/readyModel.ts'
import { SampleInput } from '../model/SampleInput.tsx'
import { useDraftSample } from '../model/useDraftSample.ts'
import { adviceFor } from './advice.ts'
import { LabelChoice } from './LabelChoice.tsx'
import { TeachResult } from './TeachResult.tsx'
import { usePrice } from './usePrice.ts'
import { useTeach } from './useTeach.ts'

/** The price may move a little until the transaction is in a block: so much more is sent, and comes back. */
const withSpare = (price: bigint) => price + price / 10n

export function TeachForm({ model }: { model: ReadyModel }) {
  const { sample, problem, text } = useDraftSample(model)
  const [label, setLabel] = useState<number>()
  const price = usePrice(model)
  const account = useAccountAddress()
  const teach = useTeach()
  const advice = adviceFor(model, sample, label)
  const missing = whatIsMissing({ account, text, sample: sample?.length, label })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing || advice?.blocks || !sample || label === undefined || price === undefined) return
    teach.mutate({ model: model.reference, label, sample, maxDeposit: withSpare(price) })
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <SampleInput model={model} known={sample?.length} error={problem} />
        <LabelChoice classNames={model.metadata.classes} label={label} onChange={setLabel} />
        {advice && !teach.isSuccess && (
          <Alert color={advice.blocks ? 'orange' : 'blue'} title={advice.title} role="status">
            {advice.text}
          </Alert>
        )}
        <Button
          type="submit"
          size="md"
          loading={teach.isPending}
          disabled={Boolean(missing || advice?.blocks || problem)}
        >
          Teach it{price !== undefined && <>, deposit&nbsp;{<Amount wei={price} />}</>}
        </Button>
        <Text size="sm" c="dimmed">
          {missing ?? 'A tenth more is sent in case the price moves; what is not needed comes back at once.'}
        </Text>
        <ErrorNotice error={teach.error} />
        {teach.data && <TeachResult model={model} result={teach.data} onDone={teach.reset} />}
      </Stack>
    </form>
  )
}

interface Given {
  account: string | undefined
  text: string
  sample: number | undefined
  label: number | undefined
}

function whatIsMissing({ account, text, sample, label }: Given): string | undefined {
  if (!account) return 'Choose an account at the top of the page first.'
  if (text.trim() === '') return 'Type or paste a text first.'
  if (sample !== undefined && label === undefined) return 'Say what it is.'
  return undefined
}
