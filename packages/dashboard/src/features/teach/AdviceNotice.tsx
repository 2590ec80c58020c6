import { Alert } from '@mantine/core'
import type { Advice } from './advice.ts'

/** What somebody should know before they go on; nothing when there is nothing. */
export function AdviceNotice({ advice }: { advice: Advice | undefined }) {
  if (!advice) return null
  return (
    <Alert color={advice.blocks ? 'orange' : 'blue'} title={advice.title} role="status">
      {advice.text}
    </Alert>
  )
}
