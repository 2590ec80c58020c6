import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Stat.module.css'

interface Props {
  label: string
  children: ReactNode
  hint?: string | undefined
}

/** One figure with its name, inside a {@link Stats}. */
export function Stat({ label, children, hint }: Props) {
  return (
    <div>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {children}
        {hint && (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
      </dd>
    </div>
  )
}

export function Stats({ children }: { children: ReactNode }) {
  return <dl className={classes.list}>{children}</dl>
}
