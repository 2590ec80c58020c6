import { Alert, Container, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  color: 'red' | 'orange'
  icon: ReactNode
  title: string
  text: ReactNode
  /** The button that helps. */
  action: ReactNode
  /** What else there is to say, below. */
  children?: ReactNode
}

/** Something that concerns the whole page, below its header. */
export function Banner({ color, icon, title, text, action, children }: Props) {
  return (
    <Container size="lg" w="100%" pt="md" px={{ base: 'md', sm: 'xl' }}>
      <Alert role="alert" color={color} icon={icon} title={title}>
        <Group justify="space-between" gap="sm">
          <Text size="sm">{text}</Text>
          {action}
        </Group>
        {children}
      </Alert>
    </Container>
  )
}
