import { createStoredList } from '../../ui/storedList.ts'

/** What can become public: of single samples, and of bundles that are hidden until they are revealed. */
export type PublicKind = 'samples' | 'bundles'

/** What somebody has said in this browser to know about. */
const confirmed = createStoredList<PublicKind>(
  'cotrain.public',
  (value): value is PublicKind => value === 'samples' || value === 'bundles',
)

/** Whether somebody has said in this browser to know what becomes public, and how that is said. */
export function useKnowsWhatIsPublic(kind: PublicKind): { knows: boolean; confirm: () => void } {
  const knows = confirmed.use().includes(kind)
  return { knows, confirm: () => void confirmed.write([...confirmed.read(), kind]) }
}
