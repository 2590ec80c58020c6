import { Alert, Button, Text } from '@mantine/core'
import { Amount } from '../../ui/Amount.tsx'
import type { Advice } from './advice.ts'

interface Props {
  advice: Advice | undefined
  /** What is still to be done before it can be sent. */
  missing: string | undefined
  ready: boolean
  /** Wei. */
  price: bigint | undefined
  busy: boolean
}

/** The last step before money moves: what to know, what it costs, and the button. */
export function Submit({ advice, missing, ready, price, busy }: Props) {
  return (
    <>
      {advice && (
        <Alert color={advice.blocks ? 'orange' : 'blue'} title={advice.title} role="status">
          {advice.text}
        </Alert>
      )}
      <Button type="submit" size="md" loading={busy} disabled={!ready}>
        Teach it
        {price !== undefined && (
          <>
            , deposit&nbsp;
            <Amount wei={price} />
          </>
        )}
      </Button>
      <Text size="sm" c="dimmed">
        {missing ?? 'A tenth more is sent in case the price moves; what is not needed comes back at once.'}
      </Text>
    </>
  )
}
