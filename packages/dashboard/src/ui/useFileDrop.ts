import { type DragEvent, useState } from 'react'

/**
 * Makes a place take a file that is dropped on it.
 *
 * @param onNothing - Told when what was dropped is no file
 * @returns What the place's element takes
 */
export function useFileDrop(onFile: (file: File) => void, onNothing?: () => void) {
  const [over, setOver] = useState(false)
  return {
    'data-over': over || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const [file] = event.dataTransfer.files
      if (file) onFile(file)
      else onNothing?.()
    },
  }
}
