import './noEval.ts'
import { Tabs, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { OpenTab } from './open/OpenTab.tsx'
import { TryTab } from './run/TryTab.tsx'
import { bases, settingsOf } from './settings/settings.ts'

const tabs = { try: 'Try it', report: 'Open a report' } as const
type Tab = keyof typeof tabs

/** What attackers could do to a model: simulated here, or read from a file of results. */
export function SimulatorPage() {
  const { tab } = useParams()
  const navigate = useNavigate()
  const [settings, setSettings] = useState(() => settingsOf(bases[0]!.name))
  const [file, setFile] = useState<File>()
  const shown: Tab = tab === 'report' ? 'report' : 'try'
  usePageTitle(tabs[shown], 'Simulator')
  return (
    <>
      <Title order={1}>Simulator</Title>
      <Text c="dimmed" mt={6} mb="lg" maw={680}>
        What if a third of the contributors want the model wrong? Agents with strategies play against the
        contracts' own integers, here in your browser. Nothing is sent anywhere.
      </Text>
      <Tabs
        value={shown}
        onChange={name => name && navigate(`/simulator/${name}`)}
        activateTabWithKeyboard={false}
      >
        <Tabs.List mb="lg" aria-label="What to see">
          {Object.entries(tabs).map(([name, title]) => (
            <Tabs.Tab key={name} value={name} fz="md" px={{ base: 'xs', xs: 'md' }}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="try">
          <TryTab settings={settings} onChange={setSettings} />
        </Tabs.Panel>
        <Tabs.Panel value="report">
          <OpenTab file={file} onFile={setFile} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
