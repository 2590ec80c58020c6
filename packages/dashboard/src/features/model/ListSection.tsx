import { Text, Title } from '@mantine/core'
import { Fragment, type ReactElement, type ReactNode, useId } from 'react'
import { Paged } from '../../ui/Paged.tsx'
import classes from './ListRow.module.css'

interface Props<Row> {
  title: string
  rows: readonly Row[]
  /** What tells the rows apart. */
  keyOf: (row: Row) => bigint
  /** What stands there when there are none. */
  none: string | ReactElement
  /** A row, as a {@link ListRow}. */
  children: (row: Row) => ReactNode
}

/** Rows under a title, a part at a time. */
export function ListSection<Row>({ title, rows, keyOf, none, children }: Props<Row>) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {rows.length === 0 &&
        (typeof none === 'string' ? (
          <Text c="dimmed" mt="xs" maw={640}>
            {none}
          </Text>
        ) : (
          none
        ))}
      <Paged all={rows}>
        {shown => (
          <ul className={classes.list}>
            {shown.map(row => (
              <Fragment key={String(keyOf(row))}>{children(row)}</Fragment>
            ))}
          </ul>
        )}
      </Paged>
    </section>
  )
}
