import { Tabs } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { ActivityTab } from '../activity/ActivityTab.tsx'
import { ChallengesTab } from '../bonded/ChallengesTab.tsx'
import { ClaimsTab } from '../claims/ClaimsTab.tsx'
import { MarketTab } from '../market/MarketTab.tsx'
import { PointsTab } from '../points/PointsTab.tsx'
import { PredictTab } from '../predict/PredictTab.tsx'
import { TeachTab } from '../teach/TeachTab.tsx'
import { type ModelTab, modelPath, tabsOf } from './modelPath.ts'
import { type ReadyModel, underMechanism } from './readyModel.ts'

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
        <Content tab={tab} model={model} />
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
