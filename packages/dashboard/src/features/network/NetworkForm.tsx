import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toPlainWords } from '../../ui/plainWords.ts'
import { knownChains } from './knownChains.ts'
import { nodesOf } from './network.ts'
import { forgetSettings, readSettings, saveSettings } from './settings.ts'

const choices = knownChains.map(chain => ({ value: chain.rpcUrls.default.http[0]!, label: chain.name }))

function chosenUrl(): string {
  const chosen = readSettings()
  return chosen === null || chosen === 'demo' ? '' : chosen.rpcUrl
}

function problemOf(text: string): string | null {
  const isNode = (url: string) => URL.canParse(url) && /^(https?|wss?):$/.test(new URL(url).protocol)
  const nodes = nodesOf(text)
  if (nodes.length > 0 && nodes.every(isNode)) return null
  return 'This is no web address. It starts with https:// or wss://, on your own machine with http:// or ws://.'
}

/** Chooses the node that the page reads the chain from; kept in this browser. */
export function NetworkForm() {
  const [url, setUrl] = useState(chosenUrl)
  const [problem, setProblem] = useState<string | null>(null)
  const save = useMutation({ mutationFn: saveSettings, onSuccess: () => window.location.reload() })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = problemOf(url.trim())
    setProblem(found)
    if (!found) save.mutate(url.trim())
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Select
          label="A well-known chain"
          description="Fills in a public node; your own is faster and more private."
          data={choices}
          value={choices.some(choice => choice.value === url) ? url : null}
          onChange={value => value && setUrl(value)}
          placeholder="Choose, or type an address below"
        />
        <TextInput
          label="Address of the node (RPC URL)"
          description="Several with commas between them: the others stand in for the first."
          placeholder="https://…"
          value={url}
          error={problem}
          onChange={event => setUrl(event.currentTarget.value)}
        />
        {save.isError && (
          <Alert color="red" role="alert" title={toPlainWords(save.error).message}>
            Check the address, and that the node accepts requests from web pages (CORS). Nothing was changed.
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Use this node
          </Button>
          {chosenUrl() !== '' && <ForgetButton />}
        </Group>
      </Stack>
    </form>
  )
}

function ForgetButton() {
  const forget = () => {
    forgetSettings()
    window.location.reload()
  }
  return (
    <Button variant="default" onClick={forget}>
      Forget it
    </Button>
  )
}
