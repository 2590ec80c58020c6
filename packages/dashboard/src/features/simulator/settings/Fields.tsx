import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Fields.module.css'

/** Fields that belong together. */
export function Fields({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{legend}</legend>
      <Stack gap="sm">{children}</Stack>
    </fieldset>
  )
}
