import { Group, Input, Radio, Select, Text } from '@mantine/core'

interface Props {
  classNames: readonly string[]
  label: number | undefined
  onChange: (label: number | undefined) => void
}

/** More classes than this are chosen from a list that can be searched. */
const maxRadios = 8

/** Which class the sample belongs to; nothing is chosen at first, because it costs money to be wrong. */
export function LabelChoice({ classNames, label, onChange }: Props) {
  const choices = classNames.map((name, index) => ({ value: String(index), label: name }))
  const value = label === undefined ? null : String(label)
  if (choices.length === 0) {
    return (
      <Input.Wrapper label="What is it?">
        <Text c="dimmed">The model has no classes yet: one must be added first.</Text>
      </Input.Wrapper>
    )
  }
  const choose = (chosen: string | null) => onChange(chosen === null ? undefined : Number(chosen))
  if (classNames.length > maxRadios) {
    return (
      <Select
        label="What is it?"
        placeholder={`One of ${classNames.length} classes`}
        searchable
        data={choices}
        value={value}
        onChange={choose}
        maw={360}
      />
    )
  }
  return (
    <Radio.Group label="What is it?" value={value} onChange={choose}>
      <Group mt={6} gap="sm" style={{ columnGap: 'var(--mantine-spacing-xl)' }}>
        {choices.map(choice => (
          <Radio key={choice.value} {...choice} size="md" />
        ))}
      </Group>
    </Radio.Group>
  )
}
