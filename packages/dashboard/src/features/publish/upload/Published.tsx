import type { ModelReference } from '@cotrain/sdk'
import { CheckIcon, DocumentDuplicateIcon } from '@heroicons/react/24/outline'
import { Button, Card, CopyButton, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { Link } from 'react-router'
import { modelPath } from '../../model/modelPath.ts'

/** The model is on the chain: its page, and its address to hand on. */
export function Published({ model }: { model: ModelReference }) {
  const address = new URL(`#${modelPath(model)}`, window.location.href).href
  return (
    <Card component="section" aria-labelledby="published" data-testid="published">
      <Stack gap="md">
        <div>
          <Title order={2} id="published">
            The model is on the chain
          </Title>
          <Text c="dimmed" size="sm">
            Anyone can ask it and teach it now, by this link:
          </Text>
        </div>
        <Group gap="xs" align="flex-end">
          <TextInput
            readOnly
            aria-label="Link to the model"
            value={address}
            flex={1}
            miw={200}
            onFocus={event => event.currentTarget.select()}
          />
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={
                  copied ? (
                    <CheckIcon width={16} aria-hidden />
                  ) : (
                    <DocumentDuplicateIcon width={16} aria-hidden />
                  )
                }
              >
                {copied ? 'Copied' : 'Copy the link'}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Group>
          <Button component={Link} to={modelPath(model)}>
            To the model
          </Button>
        </Group>
      </Stack>
    </Card>
  )
}
