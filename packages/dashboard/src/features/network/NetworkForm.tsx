import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { forgetSettings, knownChains, readSettings, saveSettings } from './network.ts'

const choices = knownChains.map(chain => ({ value: chain.rpcUrls.default.http[0]!, label: chain.name }))

function problemOf(url: string): string | null {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return 'This is no web address. It starts with http:// or https://.'
  }
  return null
}

/** Chooses the node that the page reads the chain from; kept in this browser. */
export function NetworkForm() {
  const [url, setUrl] = useState(() => readSettings()?.rpcUrl ?? '')
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
          placeholder="https://…"
          value={url}
          error={problem}
          onChange={event => setUrl(event.currentTarget.value)}
        />
        {save.isError && (
          <Alert color="red" role="alert" title="This node does not answer">
            Check the address, and that the node accepts requests from web pages (CORS). Nothing was changed.
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={save.isPending}>
            Use this node
          </Button>
          {readSettings() && <ForgetButton />}
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
