import { DocumentTextIcon } from '@heroicons/react/24/outline'
import { Button, FileButton, Text } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import classes from './DropZone.module.css'

interface Props {
  /** The file that is open. */
  fileName: string | undefined
  onFile: (file: File) => void
}

/** Takes a file of results, dropped or chosen. It is read here, and sent nowhere. */
export function DropZone({ fileName, onFile }: Props) {
  const [over, setOver] = useState(false)
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    <section
      aria-label="Results to show"
      className={classes.zone}
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileButton onChange={file => file && onFile(file)} accept=".json,.lines,application/json">
        {props => (
          <Button {...props} leftSection={<DocumentTextIcon width={18} aria-hidden />}>
            {fileName === undefined ? 'Choose a file' : 'Choose another file'}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed" flex={1} miw={220}>
        {fileName === undefined
          ? 'Or drop one here: what npx cotrain simulate SCENARIO --json FILE wrote, or the FILE.lines of a sweep that is still running. It does not leave your browser.'
          : `${fileName} is read here. It does not leave your browser.`}
      </Text>
    </section>
  )
}
