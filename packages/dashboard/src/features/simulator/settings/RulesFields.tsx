import { type MechanismName, mechanismNames, mechanisms } from '@cotrain/sdk'
import { NativeSelect } from '@mantine/core'
import { RangeField } from '../../../ui/RangeField.tsx'
import { Fields } from './Fields.tsx'
import { numericOptions } from './mechanismOptions.ts'
import type { SettingsProps } from './SettingsForm.tsx'
import { withMechanism } from './settings.ts'

/** The mechanism and the numbers in its contract, whichever there are. */
export function RulesFields({ settings, onChange }: SettingsProps) {
  const { mechanism, options } = settings
  return (
    <Fields legend="Rules">
      <NativeSelect
        label="Mechanism"
        data={mechanismNames.map(value => ({ value, label: mechanisms[value].title }))}
        value={mechanism}
        onChange={event => onChange(withMechanism(settings, event.currentTarget.value as MechanismName))}
      />
      {numericOptions(mechanism).map(({ name, standard, ...field }) => (
        <RangeField
          key={name}
          {...field}
          value={options[name] ?? standard}
          onChange={value => onChange({ ...settings, options: { ...options, [name]: value } })}
        />
      ))}
    </Fields>
  )
}
