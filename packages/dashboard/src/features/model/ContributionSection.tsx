import { Button, Text, Title } from '@mantine/core'
import { Fragment, type ReactElement, type ReactNode, useId } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Paged } from '../../ui/Paged.tsx'
import classes from './ContributionRow.module.css'
import { modelPath } from './modelPath.ts'
import type { ReadyModel } from './readyModel.ts'

interface Props<Row> {
  title: string
  rows: readonly Row[]
  /** What stands there when there are none. */
  none: string | ReactElement
  /** A row, as a {@link ContributionRow}. */
  children: (row: Row) => ReactNode
}

/** Contributions under a title, a part at a time. */
export function ContributionSection<Row extends { index: bigint }>(props: Props<Row>) {
  const { title, rows, none, children } = props
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
              <Fragment key={String(row.index)}>{children(row)}</Fragment>
            ))}
          </ul>
        )}
      </Paged>
    </section>
  )
}

/** For an account that has not taught the model yet. */
export function NothingTaught({ model, text }: { model: ReadyModel; text: string }) {
  return (
    <EmptyState title="None yet" text={text}>
      <Button component={Link} to={modelPath(model.reference, 'teach')} variant="light">
        Teach the model
      </Button>
    </EmptyState>
  )
}
