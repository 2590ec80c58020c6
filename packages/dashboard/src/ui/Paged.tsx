import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'

interface Props<T> {
  /** All that there is; the first ones are shown at once, the others when somebody asks for them. */
  all: readonly T[]
  /** How many are shown at a time. @default 25 */
  size?: number
  /** What more of them are called. @default 'more' */
  more?: string
  children: (shown: readonly T[]) => ReactNode
}

/** A long list, a part at a time. */
export function Paged<T>({ all, size = 25, more = 'more', children }: Props<T>) {
  const [count, setCount] = useState(size)
  return (
    <>
      {children(all.slice(0, count))}
      {all.length > count && (
        <div>
          <Button variant="default" onClick={() => setCount(count + size)}>
            Show {more} ({all.length - count})
          </Button>
        </div>
      )}
    </>
  )
}
