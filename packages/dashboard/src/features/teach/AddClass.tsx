import { addClass, formatModelId, maxLengths } from '@cotrain/sdk'
import { PlusIcon } from '@heroicons/react/24/outline'
import { Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { isAddressEqual } from 'viem'
import { useConnection } from 'wagmi'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'
import { CostNote } from '../transactions/cost/CostNote.tsx'
import { classesFixed } from './classesFixed.ts'
import { type Room, roomForClasses } from './roomForClasses.ts'
import { useAddClass } from './useAddClass.ts'

/** Lets the owner add a class, or anybody where the owner allows it; nothing where the model keeps its classes. */
export function AddClass({ model }: { model: ReadyModel }) {
  const { address } = useConnection()
  const room = roomForClasses(model)
  const { owner } = model.twin.model(model.reference.modelId)
  const now = useNow()
  const [opened, setOpened] = useState(false)
  const isOwner = address !== undefined && isAddressEqual(address, owner)
  if (!room || (!room.open && !isOwner)) return null
  if (classesFixed(model, now)) {
    return (
      <Text size="sm" c="dimmed">
        A market runs: no class can be added until it is over.
      </Text>
    )
  }
  if (opened) return <Form model={model} room={room} onDone={() => setOpened(false)} />
  return (
    <Group>
      <Button
        variant="default"
        leftSection={<PlusIcon width={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        Add a class
      </Button>
    </Group>
  )
}

function Form({ model, room, onDone }: { model: ReadyModel; room: Room; onDone: () => void }) {
  const [name, setName] = useState('')
  const add = useAddClass(model.reference)
  const problem = problemOf(name, model.classNames)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!problem && !add.isPending) add.mutate(name.trim(), { onSuccess: onDone })
  }
  return (
    <Card component="form" onSubmit={submit}>
      <Stack gap="sm">
        <Title order={3}>Add a class</Title>
        <Text size="sm" c="dimmed">
          It begins empty: the model gives it to nothing until somebody has taught it a {model.wording.sample}{' '}
          of it. It costs no deposit, and stays for ever. {roomText(room)}
        </Text>
        <TextInput
          label="Name of the class"
          value={name}
          maxLength={maxLengths.class}
          error={name.trim() === '' ? undefined : problem}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={add.isPending} disabled={problem !== undefined}>
            Add it
          </Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            Cancel
          </Button>
        </Group>
        {!problem && (
          <Text size="sm" c="dimmed">
            <CostNote
              name={`class:${formatModelId(model.reference)}:${name.trim()}`}
              action={(client, writing) =>
                addClass(client as never, { ...writing, model: model.reference, name: name.trim() })
              }
            />
          </Text>
        )}
        <ErrorNotice error={add.error} />
      </Stack>
    </Card>
  )
}

const roomText = ({ left, open }: Room) =>
  `${left === 1 ? 'One more fits' : `${left} more fit`}${open ? '; anybody may add them' : '; you may add them as the owner'}.`

/** Why a class cannot be called so. */
function problemOf(name: string, classNames: readonly string[]): string | undefined {
  const wanted = name.trim().toLowerCase()
  if (wanted === '') return 'Give it a name.'
  if (classNames.some(other => other.toLowerCase() === wanted)) return 'There is a class of this name.'
  return undefined
}
