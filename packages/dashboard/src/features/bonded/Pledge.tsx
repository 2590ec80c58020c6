import { Button, NativeSelect, Popover, Stack, TextInput, VisuallyHidden } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { parseEther } from 'viem'
import type { BondedModel } from '../model/readyModel.ts'
import type { ChallengeActions } from './useChallengeActions.ts'
import type { Challengeable } from './words.ts'

interface Props {
  model: BondedModel
  challengeable: Challengeable
  actions: ChallengeActions
}

/** Adds to a bond that is too dear for one purse. */
export function Pledge({ model, challengeable, actions }: Props) {
  const { index, label: asserted } = challengeable
  const others = model.classNames.flatMap((name, label) =>
    label === asserted ? [] : [{ value: String(label), label: name }],
  )
  const [opened, setOpened] = useState(false)
  const [label, setLabel] = useState(others[0]?.value ?? '')
  const [amount, setAmount] = useState('')
  const wei = weiOf(amount)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wei === undefined) return
    setOpened(false)
    actions.pledge(challengeable, Number(label), wei)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={actions.isSending(challengeable)}
          onClick={() => setOpened(!opened)}
        >
          Pledge
          <VisuallyHidden>&nbsp;for a challenge of contribution {String(index)}</VisuallyHidden>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={submit}>
          <Stack gap="xs">
            <NativeSelect
              label="It is"
              data={others}
              value={label}
              onChange={event => setLabel(event.currentTarget.value)}
            />
            <TextInput
              label="Pledge, in ETH"
              inputMode="decimal"
              value={amount}
              onChange={event => setAmount(event.currentTarget.value)}
            />
            <Button type="submit" size="sm" disabled={wei === undefined}>
              Pledge it
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** What was typed, in wei; undefined when it is no amount. */
function weiOf(text: string): bigint | undefined {
  if (!/^\d*\.?\d+$/.test(text.trim())) return undefined
  const wei = parseEther(text.trim())
  return wei > 0n ? wei : undefined
}
