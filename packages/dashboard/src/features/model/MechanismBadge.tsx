import { kinds, type MechanismName, type ModelReference } from '@cotrain/sdk'
import { Badge } from '@mantine/core'

const colors: Record<MechanismName, string> = {
  'deposit-refund-take': 'petrol',
  points: 'blue',
  'prediction-market': 'orange',
  'bonded-deposits': 'grape',
}

/** By what mechanism those who teach a model are rewarded. */
export function MechanismBadge({ reference }: { reference: Pick<ModelReference, 'kind'> }) {
  const { mechanism, mechanismTitle } = kinds[reference.kind]
  return (
    <Badge variant="light" color={colors[mechanism]} radius="sm" tt="none" size="lg" fw={550}>
      {mechanismTitle}
    </Badge>
  )
}
