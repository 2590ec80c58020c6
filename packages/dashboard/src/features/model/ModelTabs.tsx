import { Tabs } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { ActivityTab } from '../activity/ActivityTab.tsx'
import { ClaimsTab } from '../claims/ClaimsTab.tsx'
import { PredictTab } from '../predict/PredictTab.tsx'
import { TeachTab } from '../teach/TeachTab.tsx'
import { type ModelTab, modelPath, modelTabs } from './modelPath.ts'
import type { ReadyModel } from './readyModel.ts'

export const tabNames: Record<ModelTab, string> = {
  predict: 'Predict',
  teach: 'Teach',
  claims: 'Claims',
  activity: 'Activity',
}

const contents = { predict: PredictTab, teach: TeachTab, claims: ClaimsTab, activity: ActivityTab }

/** The tab that the address names; Predict when it names none. */
export function useModelTab(): ModelTab {
  const { tab } = useParams()
  return modelTabs.find(name => name === tab) ?? 'predict'
}

export function ModelTabs({ model }: { model: ReadyModel }) {
  const tab = useModelTab()
  const navigate = useNavigate()
  const Content = contents[tab]
  const open = (name: string | null) => name && navigate(modelPath(model.reference, name as ModelTab))
  return (
    <Tabs value={tab} onChange={open} activateTabWithKeyboard={false}>
      <Tabs.List mb="lg" aria-label="What to do with the model">
        {modelTabs.map(name => (
          <Tabs.Tab key={name} value={name} fz="md" px={{ base: 'xs', xs: 'md' }}>
            {tabNames[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab}>
        <Content model={model} />
      </Tabs.Panel>
    </Tabs>
  )
}
