import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { isIdle, phaseAt } from '../market/phases.ts'
import { modelPath } from '../model/modelPath.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'

/** Lets bundles be made while the market takes them; says when they are too early or too late. */
export function MarketDoor({ model, children }: { model: MarketModel; children: ReactNode }) {
  const now = useNow()
  if (now === undefined) return <Placeholder />
  const phase = phaseAt(model, now)
  if (phase === 'committing') return children
  return (
    <EmptyState
      order={2}
      title={isIdle(phase) ? 'No market is open' : 'The market takes no more bundles'}
      text={
        isIdle(phase)
          ? 'Bundles are taken as soon as the model’s owner opens a market.'
          : 'You can still ask the model, and see how the bundles do.'
      }
    >
      <Button component={Link} to={modelPath(model.reference, 'market')} variant="light">
        See the market
      </Button>
    </EmptyState>
  )
}
