import type { Shape } from './marks.ts'

/** As svg paths around 0, 0, about ten wide. */
const paths: Record<Shape, string> = {
  star: 'M0,-6.5 L1.9,-2 L6.5,-2 L2.9,1 L4.2,5.8 L0,3 L-4.2,5.8 L-2.9,1 L-6.5,-2 L-1.9,-2 Z',
  circle: 'M-4.2,0 A4.2,4.2 0 1 0 4.2,0 A4.2,4.2 0 1 0 -4.2,0 Z',
  square: 'M-3.8,-3.8 H3.8 V3.8 H-3.8 Z',
  triangle: 'M0,-5 L4.8,4 L-4.8,4 Z',
  diamond: 'M0,-5.4 L5.4,0 L0,5.4 L-5.4,0 Z',
  cross: 'M-1.6,-5 H1.6 V-1.6 H5 V1.6 H1.6 V5 H-1.6 V1.6 H-5 V-1.6 H-1.6 Z',
  dot: 'M-2,0 A2,2 0 1 0 2,0 A2,2 0 1 0 -2,0 Z',
}

/** The contributors' colours only repeat what their shapes say; all have contrast on both backgrounds. */
const colors: Record<Shape, string> = {
  star: 'var(--mantine-color-orange-7)',
  circle: 'var(--cotrain-plot)',
  square: 'var(--mantine-color-grape-6)',
  triangle: 'var(--mantine-color-pink-6)',
  diamond: 'var(--mantine-color-blue-6)',
  cross: 'var(--mantine-color-green-7)',
  dot: 'var(--mantine-color-gray-6)',
}

interface Props {
  shape: Shape
  x?: number
  y?: number
}

/** A contributor's mark, at a place of a plot. */
export const Mark = ({ shape, x = 0, y = 0 }: Props) => (
  <path
    d={paths[shape]}
    transform={`translate(${x},${y})`}
    fill={colors[shape]}
    stroke="var(--cotrain-surface)"
    strokeWidth={1}
    data-shape={shape}
  />
)

/** The same in a line of text. */
export const MarkInText = ({ shape }: { shape: Shape }) => (
  <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" style={{ verticalAlign: '-3px' }}>
    <Mark shape={shape} />
  </svg>
)
