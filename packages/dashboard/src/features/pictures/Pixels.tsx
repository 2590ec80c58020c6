import type { Picture } from '@cotrain/encoders'
import { type CSSProperties, useEffect, useRef } from 'react'
import classes from './Pixels.module.css'

interface Props {
  picture: Picture
  /** What it is, for those who cannot see it. */
  label: string
  /** Pixels of the screen, to its longer side. */
  side: number
  /** Whether its pixels are to be told apart. */
  crisp?: boolean
}

/** A picture of plain pixels. It is drawn by the page itself, so that nothing of a file but its pixels gets here. */
export function Pixels({ picture, label, side, crisp = false }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height, data } = picture
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    context?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0)
  }, [data, width, height])
  const scale = side / Math.max(width, height)
  const style: CSSProperties = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    imageRendering: crisp ? 'pixelated' : 'auto',
  }
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={classes.pixels}
      width={width}
      height={height}
      style={style}
    />
  )
}

/** Numbers in rows as grey values, the largest black; those below 0 are white. */
export function greyPicture(values: ArrayLike<number>, side: number): Picture {
  const data = new Uint8ClampedArray(4 * side * side)
  const most = Math.max(1e-9, ...Array.from({ length: side * side }, (_, i) => values[i] ?? 0))
  for (let i = 0; i < side * side; i++) {
    const grey = 255 - Math.round((255 * Math.max(0, values[i] ?? 0)) / most)
    data.set([grey, grey, grey, 255], 4 * i)
  }
  return { width: side, height: side, data }
}
