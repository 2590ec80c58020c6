import { Badge } from '@mantine/core'
import { type ClaimStatus, statusWords } from './statuses.ts'

export function StatusBadge({ status }: { status: ClaimStatus }) {
  const { label, color } = statusWords[status]
  return (
    <Badge variant="light" color={color} radius="sm" tt="none" size="lg">
      {label}
    </Badge>
  )
}
