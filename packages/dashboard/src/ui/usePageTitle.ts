import { useDocumentTitle } from '@mantine/hooks'

/** The browser tab's title: the page, the model, the product. */
export function usePageTitle(...parts: (string | undefined)[]) {
  useDocumentTitle([...parts, 'Cotrain'].filter(Boolean).join(' · '))
}
