import { phaseNames } from '@cotrain/sdk'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { modelPath } from '../model/modelPath.ts'
import type { MarketModel } from '../model/readyModel.ts'
import { useNow } from '../network/useNow.ts'

/** Lets contributions in while the market is open; says when they are too early or too late. */
export function MarketDoor({ model, children }: { model: MarketModel; children: ReactNode }) {
  const now = useNow()
  if (now === undefined) return <Placeholder />
  const phase = phaseNames[model.twin.phase(model.reference.modelId, BigInt(now))]!
  if (phase === 'open') return children
  const early = phase === 'created' || phase === 'drawing' || phase === 'opening'
  return (
    <EmptyState
      order={2}
      title={early ? 'The market is not open yet' : 'The market takes no more contributions'}
      text={
        early
          ? 'Contributions are taken from the moment on at which the sponsor has shown the first pieces of the test set.'
          : 'You can still ask the model, and see how the contributions do.'
      }
    >
      <Button component={Link} to={modelPath(model.reference, 'market')} variant="light">
        See the market
      </Button>
    </EmptyState>
  )
}
