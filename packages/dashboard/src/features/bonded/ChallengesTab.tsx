import { Stack } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { ContributionSection } from '../model/ContributionSection.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import { ChallengeRow } from './ChallengeRow.tsx'
import { useChallenges } from './challengesQuery.ts'
import { useChallengeActions } from './useChallengeActions.ts'
import { bySuspicion, type Challengeable, sections } from './words.ts'

/** What waits for a challenge, what stays contested, what can be settled, and what was. */
export function ChallengesTab({ model }: { model: BondedModel }) {
  const { data: challenges, error } = useChallenges(model)
  const actions = useChallengeActions(model)
  if (!challenges)
    return error ? <ErrorNotice error={error} title="The challenges cannot be read" /> : <Placeholder />
  const row = (each: Challengeable) => <ChallengeRow model={model} challengeable={each} actions={actions} />
  return (
    <Stack gap="xl">
      <ErrorNotice error={actions.error} />
      {sections.map(({ title, none, statuses }) => {
        const rows = challenges.filter(({ status }) => statuses.includes(status))
        const sorted = statuses.includes('open') ? bySuspicion(rows) : rows.toReversed()
        return (
          <ContributionSection key={title} title={title} none={none} rows={sorted}>
            {row}
          </ContributionSection>
        )
      })}
    </Stack>
  )
}
