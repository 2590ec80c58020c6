import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Amount } from '../../ui/Amount.tsx'
import { LicenseAcceptance } from '../model/License.tsx'
import { AdviceNotice } from './AdviceNotice.tsx'
import type { Advice } from './advice.ts'
import type { TaughtModel, TaughtName } from './taught.ts'

interface Props {
  model: TaughtModel
  advice: Advice | undefined
  /** What is still to be done before it can be sent. */
  missing: string | undefined
  ready: boolean
  /** Wei. */
  price: bigint | undefined
  /** The most that is sent, in wei. */
  most: bigint | undefined
  busy: boolean
  /** What the chain takes for it. */
  cost?: ReactNode
}

/** What is paid, and what to know about it. */
const payments: Record<TaughtName, { name: string; note: string }> = {
  deposits: {
    name: 'deposit',
    note: 'It costs that much if somebody is faster than you.',
  },
  points: { name: 'free', note: 'You pay the chain for the transaction, nothing else.' },
  bonded: {
    name: 'deposit',
    note: 'It costs that much if the model turns against it first. The deposit comes back when nobody has contradicted you for the challenge time; it is lost if you do not answer who does, or if it stays contested.',
  },
}

/** The last step before money moves: what to know, what it costs, and the button. */
export function Submit({ model, advice, missing, ready, price, most, busy, cost }: Props) {
  const { name, note } = payments[model.reference.mechanism]
  return (
    <>
      <AdviceNotice advice={advice} />
      <Button type="submit" size="md" loading={busy} disabled={!ready}>
        Teach it
        {price !== undefined && (
          <>
            , {name}
            {price > 0n && (
              <>
                &nbsp;
                <Amount wei={price} />
              </>
            )}
          </>
        )}
      </Button>
      <Text size="sm" c="dimmed">
        {missing ?? (
          <>
            {most !== undefined && price !== undefined && most > price && (
              <>
                At most <Amount wei={most} /> is sent; what is not needed comes back at once.{' '}
              </>
            )}
            {note}
          </>
        )}
        {cost && <> {cost}</>}
        <LicenseAcceptance license={model.metadata.license} act="teaching it a sample" />
      </Text>
    </>
  )
}
