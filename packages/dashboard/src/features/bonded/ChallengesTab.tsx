import { Stack, Text, Title } from '@mantine/core'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { ContributionList } from '../model/ContributionRow.tsx'
import type { BondedModel } from '../model/readyModel.ts'
import { ChallengeRow } from './ChallengeRow.tsx'
import { useChallenges } from './challengesQuery.ts'
import { type ChallengeActions, useChallengeActions } from './useChallengeActions.ts'
import { bySuspicion, type Challengeable } from './words.ts'

/** What waits for a challenge, what can be settled, and what was. */
export function ChallengesTab({ model }: { model: BondedModel }) {
  const { data: challenges, error } = useChallenges(model)
  const actions = useChallengeActions(model)
  if (!challenges)
    return error ? <ErrorNotice error={error} title="The challenges cannot be read" /> : <Placeholder />
  const of = (status: Challengeable['status']) => challenges.filter(each => each.status === status)
  const shared = { model, actions }
  return (
    <Stack gap="xl">
      <ErrorNotice error={actions.error} />
      <Section
        {...shared}
        title="Open to challenge"
        none="Nothing waits. What people teach this model stands here until nobody has challenged it for long enough."
        challenges={bySuspicion(of('open'))}
      />
      <Section {...shared} title="Final" none="Nothing can be settled now." challenges={of('final')} />
      <Section
        {...shared}
        title="Settled"
        none="Nothing has been settled yet."
        challenges={of('settled').toReversed()}
      />
    </Stack>
  )
}

interface SectionProps {
  model: BondedModel
  actions: ChallengeActions
  title: string
  /** What stands there when there is nothing. */
  none: string
  challenges: readonly Challengeable[]
}

function Section({ model, actions, title, none, challenges }: SectionProps) {
  const id = title.toLowerCase().replaceAll(' ', '-')
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {challenges.length === 0 && (
        <Text c="dimmed" mt="xs" maw={640}>
          {none}
        </Text>
      )}
      <Paged all={challenges}>
        {shown => (
          <ContributionList>
            {shown.map(each => (
              <ChallengeRow key={String(each.index)} model={model} challengeable={each} actions={actions} />
            ))}
          </ContributionList>
        )}
      </Paged>
    </section>
  )
}
