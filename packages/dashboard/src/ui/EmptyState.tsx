import { Stack, Text, Title, type TitleOrder } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  title: string
  text?: ReactNode
  order?: TitleOrder
  children?: ReactNode
}

/** Says what would stand here, and how it gets here. */
export function EmptyState({ title, text, order = 3, children }: Props) {
  return (
    <Stack align="center" py="xl" px="md" gap="sm" ta="center">
      <Title order={order}>{title}</Title>
      {text && (
        <Text c="dimmed" maw={480}>
          {text}
        </Text>
      )}
      {children}
    </Stack>
  )
}
