import type { Stroke } from './DraftPicture.ts'

/** Pixels to each side of a drawing. */
export const padSide = 280
/** As thick, in proportion, as the pen of those who wrote the digits of MNIST. */
const penWidth = 22

/** Draws strokes in black over white, whatever the colours of the page are. */
export function drawStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d')!
  context.fillStyle = 'white'
  context.fillRect(0, 0, padSide, padSide)
  Object.assign(context, { lineWidth: penWidth, lineCap: 'round', lineJoin: 'round', strokeStyle: 'black' })
  for (const stroke of strokes) {
    context.beginPath()
    const [[x, y] = [0, 0], ...rest] = stroke
    context.moveTo(x * padSide, y * padSide)
    // a single point is a dot
    for (const [toX, toY] of rest.length > 0 ? rest : [[x, y]]) context.lineTo(toX! * padSide, toY! * padSide)
    context.stroke()
  }
}
