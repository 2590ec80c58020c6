import { Group, Radio } from '@mantine/core'

interface Props {
  classNames: readonly string[]
  label: number | undefined
  onChange: (label: number) => void
}

/** Which class the text belongs to; nothing is chosen at first, because it costs money to be wrong. */
export function LabelChoice({ classNames, label, onChange }: Props) {
  return (
    <Radio.Group
      label="What is it?"
      value={label === undefined ? null : String(label)}
      onChange={value => onChange(Number(value))}
    >
      <Group mt={6} gap="xl">
        {classNames.map((name, index) => (
          <Radio key={name} value={String(index)} label={name} size="md" />
        ))}
      </Group>
    </Radio.Group>
  )
}
