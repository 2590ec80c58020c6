import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { RangeField } from '../../../ui/RangeField.tsx'
import { narrowPage } from '../report/narrowPage.ts'
import { Fields } from './Fields.tsx'
import { RulesFields } from './RulesFields.tsx'
import classes from './SettingsForm.module.css'
import {
  bases,
  type ClassifierType,
  classifierNames,
  hasStep,
  type Settings,
  settingsOf,
} from './settings.ts'
import {
  agentsOf,
  daysFor,
  formatDays,
  formatShare,
  gasPricesFor,
  seedsFor,
  shareValues,
  stepsFor,
} from './sliders.ts'
import { strategyDescription, strategyGroups } from './strategyGroups.ts'

export interface SettingsProps {
  settings: Settings
  onChange: (settings: Settings) => void
}

const classifierChoices = Object.entries(classifierNames).map(([value, label]) => ({ value, label }))

/** All that can be set; whatever changes, the run starts anew. */
export function SettingsForm({ settings, onChange }: SettingsProps) {
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change })
  return (
    <Stack component="form" gap="lg" aria-label="Settings" onSubmit={event => event.preventDefault()}>
      <ScenarioFields settings={settings} onChange={onChange} />
      <Fields legend="Attackers">
        <NativeSelect
          label="Strategy"
          description={strategyDescription(settings.strategy)}
          data={strategyGroups}
          value={settings.strategy}
          onChange={event => set({ strategy: event.currentTarget.value })}
        />
        <RangeField
          label="Share of attackers"
          values={shareValues(settings)}
          value={settings.share}
          format={share => formatShare(share, agentsOf(settings))}
          onChange={share => set({ share })}
        />
      </Fields>
      <More settings={settings} onChange={onChange} />
      <div>
        <Button variant="default" onClick={() => onChange(settingsOf(settings.base))}>
          Reset all
        </Button>
      </div>
    </Stack>
  )
}

/** Rules and run: on phones behind a line that opens them, so that what comes of it is not far below. */
function More(props: SettingsProps) {
  const isNarrow = useMediaQuery(narrowPage, false, { getInitialValueInEffect: false })
  const fields = (
    <Stack gap="lg">
      <RulesFields {...props} />
      <RunFields {...props} />
    </Stack>
  )
  if (!isNarrow) return fields
  return (
    <details>
      <summary className={classes.summary}>Rules and run</summary>
      {fields}
    </details>
  )
}

function RunFields({ settings, onChange }: SettingsProps) {
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change })
  return (
    <Fields legend="Run">
      <RangeField
        label="Duration"
        values={daysFor(settings)}
        value={settings.days}
        format={formatDays}
        onChange={days => set({ days })}
      />
      <RangeField
        label="Seeds"
        values={seedsFor(settings)}
        value={settings.seeds}
        format={String}
        onChange={seeds => set({ seeds })}
      />
      <RangeField
        label="Gas price"
        values={gasPricesFor(settings)}
        value={settings.gasPriceGwei}
        format={price => `${price} gwei`}
        onChange={gasPriceGwei => set({ gasPriceGwei })}
      />
    </Fields>
  )
}

function ScenarioFields({ settings, onChange }: SettingsProps) {
  const description = bases.find(({ name }) => name === settings.base)?.description
  return (
    <Fields legend="Model">
      <NativeSelect
        label="Scenario"
        data={bases.map(({ name }) => name)}
        value={settings.base}
        onChange={event => onChange(settingsOf(event.currentTarget.value))}
      />
      <Text size="sm" c="dimmed">
        {description}
      </Text>
      <NativeSelect
        label="Classifier"
        data={classifierChoices}
        value={settings.classifier}
        onChange={event => onChange({ ...settings, classifier: event.currentTarget.value as ClassifierType })}
      />
      {hasStep(settings.classifier) && (
        <RangeField
          label="Step"
          values={stepsFor(settings)}
          value={settings.step}
          format={step => `${step} of a weight`}
          onChange={step => onChange({ ...settings, step })}
        />
      )}
    </Fields>
  )
}
