import { useEffect } from 'react'
import { useSearchParams } from 'react-router'

/** Changes that the router has not taken in yet: of two choices at once, none may undo the other. */
let underWay: Record<string, string | undefined> = {}

/**
 * Choices that stand in the page's address, behind `?`: they survive a reload and the way back, and can be sent to
 * somebody. What is not chosen stands there not at all.
 */
export function useAddressChoices(): [
  URLSearchParams,
  (changes: Record<string, string | undefined>) => void,
] {
  const [params, setParams] = useSearchParams()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address has taken them in
  useEffect(() => {
    underWay = {}
  }, [params])
  const change = (changes: Record<string, string | undefined>) => {
    underWay = { ...underWay, ...changes }
    setParams(
      before => {
        const after = new URLSearchParams(before)
        for (const [name, value] of Object.entries(underWay)) {
          if (value) after.set(name, value)
          else after.delete(name)
        }
        return after
      },
      { replace: true, preventScrollReset: true },
    )
  }
  return [params, change]
}

/** One choice among a few values; what is none of them is the first. */
export function useAddressChoice<Value extends string>(
  name: string,
  values: readonly Value[],
): [Value, (value: Value) => void] {
  const [params, change] = useAddressChoices()
  const value = values.find(each => each === params.get(name)) ?? values[0]!
  return [value, next => change({ [name]: next === values[0] ? undefined : next })]
}
