import type { Plot } from '@cotrain/simulator/report'
import { Text, Title } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import classes from './PlotFigure.module.css'
import { pictureOf } from './pictureOf.ts'

/** A plot fills its card, but is not enlarged by more than this: its words would shout. */
const most = 1.4

/** A plot with its words. */
export function PlotFigure({ plot, order }: { plot: Plot; order: 2 | 3 }) {
  const { title, description, svg } = plot
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const picture = pictureOf(svg)
    picture.setAttribute('role', 'img')
    picture.setAttribute('aria-labelledby', id)
    picture.style.maxWidth = `${most * Number(picture.getAttribute('width'))}px`
    place.current?.replaceChildren(picture)
  }, [svg, id])
  return (
    <figure className={classes.figure}>
      <Title order={order} size="h3" id={id}>
        {title}
      </Title>
      <div ref={place} className={classes.plot} data-testid="plot" />
      <Text component="figcaption" size="sm" c="dimmed">
        {description}
      </Text>
    </figure>
  )
}
