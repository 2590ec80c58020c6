import type { MechanismName } from '@cotrain/sdk'
import { Card, Group, Stack, Text } from '@mantine/core'
import { listNames } from '../../model/classNames.ts'
import { MechanismBadge } from '../../model/MechanismBadge.tsx'
import type { About } from './about.ts'

/** How the model will stand among the others. */
export function CardPreview({
  about: { name, description, classes },
  mechanism,
}: {
  about: About
  mechanism: MechanismName
}) {
  return (
    <section aria-label="How it will look among the models">
      <Text size="sm" c="dimmed" mb={6}>
        How it will look among the models
      </Text>
      <Card>
        <Stack gap="sm">
          <Group justify="space-between" gap="xs">
            <Text fw={650} fz="1.3rem" lh={1.25} lineClamp={3} data-testid="preview-name">
              {name.trim() || 'Without a name'}
            </Text>
            <MechanismBadge reference={{ mechanism }} />
          </Group>
          <Text c="dimmed" lineClamp={3}>
            {description.trim() || 'Its owner has not described it.'}
          </Text>
          <Text size="sm">
            {classes.length === 0 ? (
              'Has no classes yet'
            ) : (
              <>
                Tells <strong>{listNames(classes)}</strong> apart
              </>
            )}
          </Text>
        </Stack>
      </Card>
    </section>
  )
}
