import { Stack } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { ContributionSection } from '../model/ContributionSection.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import { ChallengeRow } from './ChallengeRow.tsx'
import { useChallenges } from './challengesQuery.ts'
import { useChallengeActions } from './useChallengeActions.ts'
import { bySuspicion, type Challengeable } from './words.ts'

/** What waits for a challenge, what can be settled, and what was. */
export function ChallengesTab({ model }: { model: BondedModel }) {
  const { data: challenges, error } = useChallenges(model)
  const actions = useChallengeActions(model)
  if (!challenges)
    return error ? <ErrorNotice error={error} title="The challenges cannot be read" /> : <Placeholder />
  const of = (status: Challengeable['status']) => challenges.filter(each => each.status === status)
  const row = (each: Challengeable) => <ChallengeRow model={model} challengeable={each} actions={actions} />
  return (
    <Stack gap="xl">
      <ErrorNotice error={actions.error} />
      <ContributionSection
        title="Open to challenge"
        none="Nothing waits. What people teach this model stands here until nobody has challenged it for long enough."
        rows={bySuspicion(of('open'))}
      >
        {row}
      </ContributionSection>
      <ContributionSection title="Final" none="Nothing can be settled now." rows={of('final')}>
        {row}
      </ContributionSection>
      <ContributionSection
        title="Settled"
        none="Nothing has been settled yet."
        rows={of('settled').toReversed()}
      >
        {row}
      </ContributionSection>
    </Stack>
  )
}
