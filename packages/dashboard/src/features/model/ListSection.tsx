import { Button, Text, Title } from '@mantine/core'
import { type ReactElement, type ReactNode, useCallback, useId, useState } from 'react'
import { VirtualList } from '../../ui/VirtualList.tsx'

/** Of long lists so many rows are shown until somebody asks for all, so that what stands below is not miles away. */
const first = 25

interface Props<Row> {
  title: string
  rows: readonly Row[]
  /** What tells the rows apart; of one identity. */
  keyOf: (row: Row) => bigint
  /** What stands there when there are none. */
  none: string | ReactElement
  /** A row, as a {@link ListRow}. */
  children: (row: Row) => ReactNode
}

/** Rows under a title: the first of many, or all, however many these are. */
export function ListSection<Row>({ title, rows, keyOf, none, children }: Props<Row>) {
  const id = useId()
  const [all, setAll] = useState(false)
  const key = useCallback((row: Row) => String(keyOf(row)), [keyOf])
  const isCut = !all && rows.length > 2 * first
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {rows.length === 0 ? (
        <Nothing>{none}</Nothing>
      ) : (
        <VirtualList rows={isCut ? rows.slice(0, first) : rows} keyOf={key} labelledBy={id}>
          {children}
        </VirtualList>
      )}
      {isCut && (
        <Button variant="default" onClick={() => setAll(true)}>
          Show all ({rows.length.toLocaleString('en')})
        </Button>
      )}
    </section>
  )
}

function Nothing({ children }: { children: string | ReactElement }) {
  if (typeof children !== 'string') return children
  return (
    <Text c="dimmed" mt="xs" maw={640}>
      {children}
    </Text>
  )
}
