import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  createContext,
  Fragment,
  type ReactNode,
  type Ref,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import classes from './VirtualList.module.css'

/** Lists of up to so many rows stand on the page as a whole, where the browser's own search finds all of them. */
const whole = 60

/** Rows above and below what is on the screen that are there, too, so that the Tab key finds the next one. */
const overscan = 6

interface Props<Row> {
  rows: readonly Row[]
  /** What tells the rows apart, whatever stands before them. */
  keyOf: (row: Row) => string
  /** What a row is likely to be high, in pixels. */
  estimate?: number
  className?: string | undefined
  /** The id of what names the list. */
  labelledBy?: string | undefined
  /** A row: an `li` with what {@link useRow} gives it. */
  children: (row: Row) => ReactNode
}

/** A list of any length: of a long one, only the rows are there that are on the screen. */
export function VirtualList<Row>(props: Props<Row>) {
  return props.rows.length > whole ? <Long {...props} /> : <Short {...props} />
}

function Short<Row>({ rows, keyOf, className, labelledBy, children }: Props<Row>) {
  return (
    <ul className={`${classes.list} ${className ?? ''}`} aria-labelledby={labelledBy}>
      {rows.map(row => (
        <Fragment key={keyOf(row)}>{children(row)}</Fragment>
      ))}
    </ul>
  )
}

function Long<Row>({ rows, keyOf, estimate = 84, className, labelledBy, children }: Props<Row>) {
  const list = useRef<HTMLUListElement>(null)
  const scrollMargin = useTop(list)
  const { focused, focusHandlers } = useFocusedRow(rows, keyOf)
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => estimate,
    getItemKey: useCallback((index: number) => keyOf(rows[index]!), [rows, keyOf]),
    overscan,
    scrollMargin,
    // the row with the focus stays, wherever one scrolls: else the focus would be lost
    rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), focused()),
  })
  return (
    <ul
      ref={list}
      className={`${classes.list} ${classes.virtual} ${className ?? ''}`}
      aria-labelledby={labelledBy}
      style={{ height: virtualizer.getTotalSize() }}
      {...focusHandlers}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        <Place
          key={String(key)}
          index={index}
          count={rows.length}
          start={start - scrollMargin}
          measure={virtualizer.measureElement}
        >
          {children(rows[index]!)}
        </Place>
      ))}
    </ul>
  )
}

function withIndex(indices: number[], index: number): number[] {
  if (index < 0 || indices.includes(index)) return indices
  return [...indices, index].sort((a, b) => a - b)
}

/** Which row has the focus, and the handlers that find it out; below 0 when none has, or it is there no more. */
function useFocusedRow<Row>(rows: readonly Row[], keyOf: (row: Row) => string) {
  const key = useRef<string | undefined>(undefined)
  const focused = () => (key.current === undefined ? -1 : rows.findIndex(row => keyOf(row) === key.current))
  const onFocus = (event: React.FocusEvent) => {
    const index = event.target.closest('[data-index]')?.getAttribute('data-index')
    const row = index === null || index === undefined ? undefined : rows[Number(index)]
    key.current = row && keyOf(row)
  }
  const onBlur = () => {
    key.current = undefined
  }
  return { focused, focusHandlers: { onFocus, onBlur } }
}

/** How far the top of an element is from the top of the page, in pixels, whatever above it grows. */
function useTop(element: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => {
      const { top: above } = element.current!.getBoundingClientRect()
      setTop(Math.round(above + window.scrollY))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [element])
  return top
}

interface Row {
  ref?: Ref<HTMLLIElement>
  style?: CSSProperties
  'data-index'?: number
  'aria-setsize'?: number
  'aria-posinset'?: number
}

const RowContext = createContext<Row>({})

/** What the `li` of a row has to be given: where it stands in its list, of which most rows are not there. */
export const useRow = () => useContext(RowContext)

interface PlaceProps {
  index: number
  count: number
  /** Pixels from the top of the list. */
  start: number
  measure: (element: HTMLLIElement | null) => void
  children: ReactNode
}

function Place({ index, count, start, measure, children }: PlaceProps) {
  const row = useMemo(
    (): Row => ({
      ref: measure,
      style: { transform: `translateY(${start}px)` },
      'data-index': index,
      'aria-setsize': count,
      'aria-posinset': index + 1,
    }),
    [index, count, start, measure],
  )
  return <RowContext value={row}>{children}</RowContext>
}
