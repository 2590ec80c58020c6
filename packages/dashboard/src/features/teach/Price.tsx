import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Price.module.css'

interface Props {
  label: string
  /** What it costs. */
  children: ReactNode
  note: ReactNode
}

/** What a contribution costs, in large. */
export function Price({ label, children, note }: Props) {
  return (
    <Stack gap={4} mb="lg">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className={classes.price} data-testid="price">
        {children}
      </div>
      <Text size="sm" c="dimmed">
        {note}
      </Text>
    </Stack>
  )
}
