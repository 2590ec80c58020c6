import { type FocusEvent, useEffect, useRef } from 'react'

/**
 * Keeps the focus in a part of the page whose buttons vanish when they have done their work: it goes to `target` then,
 * instead of to nowhere.
 *
 * @param state - What changes with such an action
 */
export function useKeptFocus<Target extends HTMLElement>(state: unknown) {
  const target = useRef<Target>(null)
  const isInside = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus is looked for when the state has changed
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) target.current?.focus()
  }, [state])
  return {
    /** For the part of the page. */
    part: {
      onFocus: () => {
        isInside.current = true
      },
      // What is taken away or switched off while it has the focus does not say where the focus goes.
      onBlur: ({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) isInside.current = false
      },
    },
    /** For what gets the focus. */
    target: { ref: target, tabIndex: -1, style: { outline: 'none' } },
  }
}
