import type { AnySample } from '@cotrain/sdk'
import { Anchor, Card, Checkbox, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { isModelUnder, type ReadyModel } from '../model/readyModel.ts'
import { useKnowsWhatIsPublic } from './known.ts'
import { PublicBundle } from './PublicBundle.tsx'
import { PublicSample } from './PublicSample.tsx'

interface Props {
  model: ReadyModel
  sample?: AnySample | undefined
  label?: number | undefined
}

/**
 * What stands on the chain for ever once something is contributed. Before the first contribution from this browser it
 * must be confirmed: the box is required, so that a form around it is not sent before. Afterwards it is a line.
 */
export function WhatBecomesPublic(props: Props) {
  const kind = isModelUnder(props.model, 'market') ? 'bundles' : 'samples'
  const { knows, confirm } = useKnowsWhatIsPublic(kind)
  const [isOpen, setOpen] = useState(false)
  const details = useRef<HTMLButtonElement>(null)
  const [isConfirmedNow, setConfirmedNow] = useState(false)
  // the box that had the focus is gone
  useEffect(() => {
    if (isConfirmedNow) details.current?.focus()
  }, [isConfirmedNow])
  if (knows) {
    return (
      <div>
        <Text size="sm" c="dimmed" component="div">
          {kind === 'bundles'
            ? 'A bundle becomes public when it is revealed, and stays so for ever.'
            : 'It becomes public, and stays so for ever.'}{' '}
          <Anchor
            component="button"
            type="button"
            ref={details}
            size="sm"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Hide the details' : 'Details'}
          </Anchor>
        </Text>
        {isOpen && <Details {...props} />}
      </div>
    )
  }
  return (
    <Card component="section" aria-labelledby="becomes-public">
      <Stack gap="sm">
        <Title order={3} id="becomes-public">
          What becomes public
        </Title>
        <Text size="sm">
          This is the first time that you teach from this browser. What is sent stands on the chain for ever:
          nobody can take it back, neither you nor the model's owner.
        </Text>
        <Details {...props} />
        <Checkbox
          required
          checked={false}
          label="I know that this can be read by anyone, for ever"
          onChange={() => {
            setConfirmedNow(true)
            confirm()
          }}
        />
      </Stack>
    </Card>
  )
}

function Details({ model, sample, label }: Props) {
  if (isModelUnder(model, 'market')) return <PublicBundle model={model} />
  return <PublicSample model={model} sample={sample} label={label} />
}
