import { canSettle } from '@cotrain/sdk'
import { Stack } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { useKeptFocus } from '../../ui/useKeptFocus.ts'
import { ContributionSection } from '../model/ContributionSection.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import { ChallengeRow } from './ChallengeRow.tsx'
import { useChallenges } from './challengesQuery.ts'
import { SettleAll } from './SettleAll.tsx'
import { useChallengeActions } from './useChallengeActions.ts'
import { bySuspicion, type Challengeable, sections } from './words.ts'

/** What waits for a challenge, what stays contested, what can be settled, and what was. */
export function ChallengesTab({ model }: { model: BondedModel }) {
  const { data: challenges, error } = useChallenges(model)
  const actions = useChallengeActions(model)
  const focus = useKeptFocus<HTMLDivElement>(challenges)
  if (!challenges)
    return error ? <ErrorNotice error={error} title="The challenges cannot be read" /> : <Placeholder />
  const row = (each: Challengeable) => <ChallengeRow model={model} challengeable={each} actions={actions} />
  return (
    <Stack gap="xl" {...focus.part} {...focus.target} aria-label="Challenges" role="group">
      <ErrorNotice error={actions.error} />
      <SettleAll model={model} due={challenges.filter(({ status }) => canSettle(status))} />
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
