import { DocumentTextIcon } from '@heroicons/react/24/outline'
import { FileInput } from '@mantine/core'

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
      leftSection={<DocumentTextIcon width={18} aria-hidden />}
      accept="application/json,.json"
      value={file}
      onChange={onChange}
      clearable
      maw={480}
    />
  )
}
