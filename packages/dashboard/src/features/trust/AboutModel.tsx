import { ChevronDownIcon, ChevronUpIcon } from '@heroicons/react/24/outline'
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { Placeholder } from '../../ui/Placeholder.tsx'
import type { ReadyModel } from '../model/readyModel.ts'
import { useKnownNote } from './knownModels.ts'
import { useTrust } from './strangers.ts'
import { type CodeVerdict, useCodeCheck, verdictOf } from './useCodeCheck.ts'

/** Wanted by those who want to be sure. */
const ModelFacts = lazy(() => import('./ModelFacts.tsx').then(module => ({ default: module.ModelFacts })))

/** What the page can prove of a model: shown in a line, and in full to who asks. */
export function AboutModel({ model, opened = false }: { model: ReadyModel; opened?: boolean }) {
  const [isOpen, setOpen] = useState(opened)
  const { reference, twin } = model
  const { owner } = twin.model(reference.modelId)
  const { isKnown } = useTrust({ ...reference, owner })
  const note = useKnownNote(reference)
  const verdict = verdictOf(useCodeCheck(reference))
  const Icon = isOpen ? ChevronUpIcon : ChevronDownIcon
  return (
    <Card component="section" aria-labelledby="about-model">
      <Stack gap="md">
        <Group justify="space-between" gap="xs">
          <div style={{ flex: '1 1 260px', minWidth: 0 }}>
            <Title order={2} id="about-model">
              About this model
            </Title>
            <Text size="sm" c="dimmed">
              {isKnown === true && 'Whoever runs this page vouches for it. '}
              {isKnown === false && 'Nobody vouches for it here. '}
              {codeWords[verdict]}
            </Text>
            {note && <Text size="sm">{note}</Text>}
          </div>
          <Button
            variant="default"
            aria-expanded={isOpen}
            rightSection={<Icon width={16} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Hide the facts' : 'Show the facts'}
          </Button>
        </Group>
        {isOpen && (
          <Suspense fallback={<Placeholder lines={6} label="Reading the facts" />}>
            <ModelFacts model={model} />
          </Suspense>
        )}
      </Stack>
    </Card>
  )
}

const codeWords: Record<CodeVerdict, string> = {
  same: 'Its code is the published code.',
  different: 'Its code differs from the published code.',
  unknown: 'Its code cannot be checked now.',
  asking: 'Its code is being checked.',
}
