import { Stack } from '@mantine/core'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { useAccountAddress } from '../account/accounts.ts'
import type { PointsModel } from '../model/readyModel.ts'
import { BadgeGrid } from './BadgeGrid.tsx'
import { Leaderboard } from './Leaderboard.tsx'
import { OthersLessons, OwnLessons } from './Lessons.tsx'
import { usePoints } from './pointsQuery.ts'
import { Standing } from './Standing.tsx'
import { usePointsActions } from './usePointsActions.ts'

/** The account's points, what it can do for more, its badges, and how it stands among others. */
export function PointsTab({ model }: { model: PointsModel }) {
  const account = useAccountAddress()
  return (
    <Stack gap="xl">
      {account ? (
        <Own model={model} />
      ) : (
        <EmptyState
          order={2}
          title="No account is chosen"
          text="Choose one at the top of the page to see its points and what it can do for more."
        />
      )}
      <Leaderboard model={model} />
    </Stack>
  )
}

function Own({ model }: { model: PointsModel }) {
  const { data: claims, error } = usePoints(model)
  const actions = usePointsActions(model)
  if (!claims)
    return error ? <ErrorNotice error={error} title="The points cannot be read" /> : <Placeholder />
  return (
    <>
      <ErrorNotice error={actions.error} />
      <Standing model={model} claims={claims} actions={actions} />
      <OwnLessons model={model} claims={claims} actions={actions} />
      <OthersLessons model={model} claims={claims} actions={actions} />
      <BadgeGrid model={model} />
    </>
  )
}
