import { NativeSelect } from '@mantine/core'

interface Props<Value extends string> {
  label: string
  values: readonly Value[]
  names: Record<Value, string>
  value: Value
  onChange: (value: Value) => void
}

/** Chooses one of a few values. */
export function ChoiceField<Value extends string>({ label, values, names, value, onChange }: Props<Value>) {
  return (
    <NativeSelect
      label={label}
      size="sm"
      value={value}
      data={values.map(each => ({ value: each, label: names[each] }))}
      onChange={event => onChange(values.find(each => each === event.currentTarget.value)!)}
    />
  )
}
