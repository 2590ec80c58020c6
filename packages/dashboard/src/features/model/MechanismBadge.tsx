import { type MechanismName, type ModelReference, mechanisms } from '@cotrain/sdk'
import { Badge } from '@mantine/core'

const colors: Record<MechanismName, string> = {
  deposits: 'petrol',
  points: 'blue',
  market: 'orange',
  bonded: 'grape',
}

/** By what mechanism those who teach a model are rewarded. */
export function MechanismBadge({
  reference: { mechanism },
}: {
  reference: Pick<ModelReference, 'mechanism'>
}) {
  return (
    <Badge variant="light" color={colors[mechanism]} radius="sm" tt="none" size="lg" fw={550}>
      {mechanisms[mechanism].title}
    </Badge>
  )
}
