import { ArrowUturnLeftIcon, TrashIcon } from '@heroicons/react/24/outline'
import { Button, Group, Stack, Text } from '@mantine/core'
import { type PointerEvent, useEffect, useRef } from 'react'
import { type DraftPicture, draftPicture, type Stroke } from './DraftPicture.ts'
import classes from './DrawPad.module.css'
import { drawStrokes, padSide } from './drawStrokes.ts'
import { toFile } from './toFile.ts'

interface Props {
  /** What is drawn so far. */
  strokes: readonly Stroke[]
  onPicture: (picture: DraftPicture | undefined) => void
}

/** A field to draw on with mouse, finger or pen. Who cannot draw chooses a file. */
export function DrawPad({ strokes, onPicture }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const current = useRef<[number, number][]>(undefined)
  useEffect(() => {
    if (canvas.current) drawStrokes(canvas.current, strokes)
  }, [strokes])

  const keep = async (next: readonly Stroke[]) => {
    if (!canvas.current || next.length === 0) return onPicture(undefined)
    drawStrokes(canvas.current, next)
    const file = await toFile(canvas.current, 'image/png')
    onPicture(draftPicture({ file, name: 'Your drawing', strokes: next }))
  }
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    current.current = [pointOf(event)]
    drawStrokes(event.currentTarget, [...strokes, current.current])
  }
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!current.current) return
    current.current.push(pointOf(event))
    drawStrokes(event.currentTarget, [...strokes, current.current])
  }
  const end = () => {
    const stroke = current.current
    current.current = undefined
    if (stroke) void keep([...strokes, stroke])
  }

  return (
    <Stack gap="xs" align="flex-start">
      <canvas
        ref={canvas}
        className={classes.pad}
        width={padSide}
        height={padSide}
        role="img"
        aria-label={strokes.length === 0 ? 'Field to draw on, empty' : 'Your drawing'}
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<ArrowUturnLeftIcon width={14} aria-hidden />}
          disabled={strokes.length === 0}
          onClick={() => void keep(strokes.slice(0, -1))}
        >
          Undo
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<TrashIcon width={14} aria-hidden />}
          disabled={strokes.length === 0}
          onClick={() => void keep([])}
        >
          Clear
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        Draw with the mouse, a finger or a pen; or choose a file.
      </Text>
    </Stack>
  )
}

/** Where a pointer is, in units of the field's side. */
function pointOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLCanvasElement>): [number, number] {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  return [(clientX - left) / width, (clientY - top) / height]
}
