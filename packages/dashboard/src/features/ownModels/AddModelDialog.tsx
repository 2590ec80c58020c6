import { formatModelId, parseModelId } from '@cotrain/sdk'
import { TrashIcon } from '@heroicons/react/24/outline'
import { ActionIcon, Anchor, Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { useClient } from 'wagmi'
import { toPlainWords } from '../../ui/plainWords.ts'
import { modelPath } from '../model/modelPath.ts'
import { useNetwork } from '../network/NetworkContext.tsx'
import { ModelName } from '../trust/ModelName.tsx'
import { findModel, NotAModel } from './findModel.ts'
import { addOwnModel, removeOwnModel, useOwnModels } from './ownModels.ts'

/** Adds models to the reader's list, by id or by where they stand, and takes them off it. */
export function AddModelDialog({ onClose }: { onClose: () => void }) {
  const { chain } = useNetwork()
  return (
    <Modal
      opened
      onClose={onClose}
      title="Your list of models"
      closeButtonProps={{ 'aria-label': 'Close' }}
      size="lg"
    >
      <Stack>
        <Text size="sm" c="dimmed">
          Models that you want to find again on {chain.name}, such as one that somebody told you of. The list
          stays in this browser.
        </Text>
        <Form />
      </Stack>
    </Modal>
  )
}

function Form() {
  const client = useClient()!
  const { chain } = useNetwork()
  const [text, setText] = useState('')
  const [number, setNumber] = useState('')
  const add = useMutation({
    mutationFn: () => findModel(client, { text, number, chainName: chain.name }),
    onSuccess: model => {
      addOwnModel(chain.id, formatModelId(model))
      setText('')
      setNumber('')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '' && !add.isPending) add.mutate()
  }
  const change = (set: (value: string) => void) => (event: { currentTarget: { value: string } }) => {
    set(event.currentTarget.value)
    if (!add.isPending) add.reset()
  }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label="Id of the model, or address of its trainer"
            placeholder="deposits:0"
            value={text}
            error={add.isError && problemOf(add.error)}
            onChange={change(setText)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          {/^\s*0x/i.test(text) && (
            <TextInput
              label="Number of the model in this trainer"
              placeholder="0"
              inputMode="numeric"
              value={number}
              onChange={change(setNumber)}
              autoComplete="off"
            />
          )}
          <Group gap="sm">
            <Button type="submit" loading={add.isPending} disabled={text.trim() === ''}>
              Add it
            </Button>
            <Text size="sm" role="status">
              {add.data && `${formatModelId(add.data)} is on your list.`}
            </Text>
          </Group>
        </Stack>
      </form>
      <List onRemove={add.reset} />
    </>
  )
}

function problemOf(error: Error): string {
  if (error instanceof NotAModel) return error.message
  const { message, advice } = toPlainWords(error)
  return [message, ...advice].join(' ')
}

function List({ onRemove }: { onRemove: () => void }) {
  const { chain } = useNetwork()
  const ids = useOwnModels()
  if (ids.length === 0) return null
  return (
    <section aria-labelledby="own-models">
      <Title order={3} id="own-models" mb="xs">
        On your list
      </Title>
      <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {ids.map(id => (
          <Group key={id} component="li" justify="space-between" wrap="nowrap" gap="sm">
            <Anchor component={Link} to={modelPath(parseModelId(id))} size="sm">
              <ModelName model={parseModelId(id)} /> ({id})
            </Anchor>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Take ${id} off the list`}
              onClick={() => {
                removeOwnModel(chain.id, id)
                onRemove()
              }}
            >
              <TrashIcon width={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
    </section>
  )
}
