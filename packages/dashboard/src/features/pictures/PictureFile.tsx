import { PhotoIcon } from '@heroicons/react/24/outline'
import { Button, FileButton, Text } from '@mantine/core'
import { useEffect } from 'react'
import classes from '../../ui/DropZone.module.css'
import { useFileDrop } from '../../ui/useFileDrop.ts'

interface Props {
  /** What the file that is open is called. */
  name: string | undefined
  onFile: (file: File) => void
  onNothing: () => void
}

/** Takes a picture that is chosen, dropped or pasted. It is read here, and sent nowhere. */
export function PictureFile({ name, onFile, onNothing }: Props) {
  usePaste(onFile)
  return (
    <section aria-label="File of a picture" className={classes.zone} {...useFileDrop(onFile, onNothing)}>
      <FileButton onChange={file => file && onFile(file)} accept="image/*">
        {props => (
          <Button {...props} leftSection={<PhotoIcon width={18} aria-hidden />}>
            {name === undefined ? 'Choose a picture' : 'Choose another picture'}
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="dimmed">
        {name === undefined
          ? 'Or drop one here, or paste one. It does not leave your browser.'
          : `${name} is read here. It does not leave your browser.`}
      </Text>
    </section>
  )
}

/** Takes a picture that is pasted anywhere but into a field for text. */
function usePaste(onFile: (file: File) => void) {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'))
      if (isField || !file) return
      event.preventDefault()
      onFile(file)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [onFile])
}
