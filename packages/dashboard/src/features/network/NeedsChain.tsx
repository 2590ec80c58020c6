import { Button } from '@mantine/core'
import { Outlet } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useHead } from './head.ts'

/**
 * Around the pages that read the chain: while its node has not answered at all, there is nothing to show, and nothing to
 * wait for either. What was read before stays on the screen when the node goes away later.
 */
export function NeedsChain() {
  const { data: head, error, isFetching, refetch } = useHead()
  if (!error || head) return <Outlet />
  return (
    <EmptyState
      order={1}
      title="Nothing could be read yet"
      text="The node of the chain does not answer. As soon as it does, this page goes on by itself."
    >
      <Button loading={isFetching} onClick={() => refetch()}>
        Try now
      </Button>
    </EmptyState>
  )
}
