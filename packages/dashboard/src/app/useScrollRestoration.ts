import { useEffect, useLayoutEffect } from 'react'
import { useLocation, useNavigationType } from 'react-router'

/** How far each visited place was scrolled, by the key of its entry in the browser's history. */
const scrolled = new Map<string, number>()

/** A new page begins at its top; going back leads to where one was. */
export function useScrollRestoration() {
  const { key } = useLocation()
  const kind = useNavigationType()
  useEffect(() => {
    const remember = () => scrolled.set(key, window.scrollY)
    window.addEventListener('scroll', remember, { passive: true })
    return () => window.removeEventListener('scroll', remember)
  }, [key])
  useLayoutEffect(() => {
    const target = kind === 'POP' ? (scrolled.get(key) ?? 0) : 0
    window.scrollTo(0, target)
    if (target === 0) return
    // what stood there may come a moment later
    const again = setTimeout(() => window.scrollTo(0, target), 150)
    return () => clearTimeout(again)
  }, [key, kind])
}
