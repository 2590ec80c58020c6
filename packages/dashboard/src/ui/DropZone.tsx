import { DocumentTextIcon } from '@heroicons/react/24/outline'
import { Button, FileButton, Text } from '@mantine/core'
import classes from './DropZone.module.css'
import { useFileDrop } from './useFileDrop.ts'

interface Props {
  /** What is dropped here, for those who cannot see it. */
  label: string
  /** What the button says. */
  button: string
  /** What the file is to be, and where it goes. */
  text: string
  /** As an input's `accept` has it. */
  accept: string
  onFile: (file: File) => void
  /** While a file is read. */
  loading?: boolean
}

/** Takes a file that is dropped or chosen. */
export function DropZone({ label, button, text, accept, onFile, loading = false }: Props) {
  return (
    <section aria-label={label} className={classes.zone} {...useFileDrop(onFile)}>
      <FileButton onChange={file => file && onFile(file)} accept={accept}>
        {props => (
          <Button
            {...props}
            variant="default"
            loading={loading}
            leftSection={<DocumentTextIcon width={18} aria-hidden />}
          >
            {button}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed" flex={1} miw={220}>
        {text}
      </Text>
    </section>
  )
}
