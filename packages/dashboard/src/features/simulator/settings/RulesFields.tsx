import { mechanisms as deployable, mechanismNames } from '@cotrain/sdk'
import { mechanisms } from '@cotrain/simulator'
import { NativeSelect } from '@mantine/core'
import { capitalised } from '../../../ui/format.ts'
import { RangeField } from '../../../ui/RangeField.tsx'
import { Fields } from './Fields.tsx'
import { deployedName, numericOptions, type SimulatedName } from './mechanismOptions.ts'
import type { SettingsProps } from './SettingsForm.tsx'
import { withMechanism, withOption } from './settings.ts'

/** Those that can be deployed first. */
const choices = [
  ...mechanismNames.map(value => ({ value, label: deployable[value].title })),
  ...(Object.keys(mechanisms) as SimulatedName[])
    .filter(name => !deployedName(name))
    .map(value => ({ value, label: `${capitalised(value)} (only simulated)` })),
]

/** The mechanism and the numbers in its contract, whichever there are. */
export function RulesFields({ settings, onChange }: SettingsProps) {
  const { mechanism, options } = settings
  return (
    <Fields legend="Rules">
      <NativeSelect
        label="Mechanism"
        data={choices}
        value={mechanism}
        onChange={event => onChange(withMechanism(settings, event.currentTarget.value as SimulatedName))}
      />
      {numericOptions(mechanism).map(({ name, standard, ...field }) => (
        <RangeField
          key={name}
          {...field}
          value={options[name] ?? standard}
          onChange={value => onChange(withOption(settings, name, value))}
        />
      ))}
    </Fields>
  )
}
