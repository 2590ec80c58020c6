import { FileInput } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'

interface Props {
  label: string
  description: string
  file: File | null
  onChange: (file: File | null) => void
}

/** Where somebody chooses the file of a bundle or a test set. It does not leave the browser. */
export function SecretFile({ label, description, file, onChange }: Props) {
  return (
    <FileInput
      label={label}
      description={description}
      placeholder="Choose the file"
      leftSection={<IconFileText size={18} aria-hidden />}
      accept="application/json,.json"
      value={file}
      onChange={onChange}
      clearable
      maw={480}
    />
  )
}
