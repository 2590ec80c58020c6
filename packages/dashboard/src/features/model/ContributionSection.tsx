import { Button } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ListSection } from './ListSection.tsx'
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

/** Contributions under a title. */
export function ContributionSection<Row extends { index: bigint }>(props: Props<Row>) {
  return <ListSection {...props} keyOf={indexOf} />
}

const indexOf = ({ index }: { index: bigint }) => index

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
