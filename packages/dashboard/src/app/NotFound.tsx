import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { Link } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'

export function NotFound() {
  useDocumentTitle('Not found · Cotrain')
  return (
    <EmptyState title="There is no such page" order={1}>
      <Button component={Link} to="/">
        To the models
      </Button>
    </EmptyState>
  )
}
