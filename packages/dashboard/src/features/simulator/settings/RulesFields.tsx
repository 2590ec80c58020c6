import { mechanisms } from '@cotrain/simulator'
import { NativeSelect } from '@mantine/core'
import { RangeField } from '../../../ui/RangeField.tsx'
import { Fields } from './Fields.tsx'
import { numericOptions } from './mechanismOptions.ts'
import type { SettingsProps } from './SettingsForm.tsx'
import { withMechanism } from './settings.ts'
import { optionWords } from './sliders.ts'

/** The mechanism and the numbers in its contract, whichever there are. */
export function RulesFields({ settings, onChange }: SettingsProps) {
  const { mechanism, options } = settings
  return (
    <Fields legend="Rules">
      <NativeSelect
        label="Mechanism"
        data={Object.keys(mechanisms)}
        value={mechanism}
        onChange={event => onChange(withMechanism(settings, event.currentTarget.value))}
      />
      {numericOptions(mechanism).map(({ name, standard, values }) => (
        <RangeField
          key={name}
          {...optionWords(name)}
          values={values}
          value={options[name] ?? standard}
          onChange={value => onChange({ ...settings, options: { ...options, [name]: value } })}
        />
      ))}
    </Fields>
  )
}
