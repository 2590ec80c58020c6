import { Tabs } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Placeholder } from '../../ui/Placeholder.tsx'
import { type ModelTab, modelPath, tabsOf } from './modelPath.ts'
import { type ReadyModel, underMechanism } from './readyModel.ts'

// The script of a tab is loaded when somebody opens it.
const PredictTab = lazy(() =>
  import('../predict/PredictTab.tsx').then(({ PredictTab: Tab }) => ({ default: Tab })),
)
const TeachTab = lazy(() => import('../teach/TeachTab.tsx').then(({ TeachTab: Tab }) => ({ default: Tab })))
const ActivityTab = lazy(() =>
  import('../activity/ActivityTab.tsx').then(({ ActivityTab: Tab }) => ({ default: Tab })),
)
const ClaimsTab = lazy(() =>
  import('../claims/ClaimsTab.tsx').then(({ ClaimsTab: Tab }) => ({ default: Tab })),
)
const PointsTab = lazy(() =>
  import('../points/PointsTab.tsx').then(({ PointsTab: Tab }) => ({ default: Tab })),
)
const MarketTab = lazy(() =>
  import('../market/MarketTab.tsx').then(({ MarketTab: Tab }) => ({ default: Tab })),
)
const ChallengesTab = lazy(() =>
  import('../bonded/ChallengesTab.tsx').then(({ ChallengesTab: Tab }) => ({ default: Tab })),
)

export const tabNames: Record<ModelTab, string> = {
  predict: 'Predict',
  teach: 'Teach',
  claims: 'Claims',
  points: 'Points',
  market: 'Market',
  challenges: 'Challenges',
  activity: 'Activity',
}

/** The tab that the address names; Predict when it names none that the model has. */
export function useModelTab({ reference }: ReadyModel): ModelTab {
  const { tab } = useParams()
  return tabsOf(reference).find(name => name === tab) ?? 'predict'
}

export function ModelTabs({ model }: { model: ReadyModel }) {
  const tab = useModelTab(model)
  const navigate = useNavigate()
  const open = (name: string | null) => name && navigate(modelPath(model.reference, name as ModelTab))
  return (
    <Tabs value={tab} onChange={open} activateTabWithKeyboard={false}>
      <Tabs.List mb="lg" aria-label="What to do with the model">
        {tabsOf(model.reference).map(name => (
          <Tabs.Tab key={name} value={name} fz="md" px={{ base: 'xs', xs: 'md' }}>
            {tabNames[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab}>
        <Suspense fallback={<Placeholder lines={5} label="Loading the tab" fills />}>
          <Content tab={tab} model={model} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  )
}

function Content({ tab, model }: { tab: ModelTab; model: ReadyModel }) {
  if (tab === 'predict') return <PredictTab model={model} />
  if (tab === 'teach') return <TeachTab model={model} />
  if (tab === 'activity') return <ActivityTab model={model} />
  return underMechanism(model, {
    deposits: model => <ClaimsTab model={model} />,
    points: model => <PointsTab model={model} />,
    market: model => <MarketTab model={model} />,
    bonded: model => <ChallengesTab model={model} />,
  })
}
