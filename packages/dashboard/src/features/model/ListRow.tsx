import { Badge, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRow } from '../../ui/VirtualList.tsx'
import classes from './ListRow.module.css'

interface Props {
  /** What it is, for those who cannot see it. */
  name: string
  /** How it stands, in a word or two. */
  status: { label: string; color: string }
  /** What it says. */
  title: ReactNode
  /** Whose it is and how it stands. */
  children: ReactNode
  /** What it is worth, and what can be done. */
  side: ReactNode
}

/** A contribution or a bundle: how it stands, what it says, and what can be done. Stands in a {@link ListSection}. */
export function ListRow({ name, status, title, children, side }: Props) {
  const row = useRow()
  return (
    <li className={classes.row} aria-label={name} {...row}>
      <div>
        <Badge variant="light" color={status.color} radius="sm" tt="none" size="lg">
          {status.label}
        </Badge>
      </div>
      <div className={classes.text}>
        <Text component="div">{title}</Text>
        <Text size="sm" c="dimmed" component="div">
          {children}
        </Text>
      </div>
      <div className={classes.side}>{side}</div>
    </li>
  )
}
