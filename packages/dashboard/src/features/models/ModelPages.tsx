import { Pagination } from '@mantine/core'

interface Props {
  total: number
  value: number
  onChange: (page: number) => void
}

/** Leads through a list that has several pages. */
export function ModelPages(props: Props) {
  return (
    <Pagination
      {...props}
      mt="lg"
      aria-label="Pages of models"
      getItemProps={number => ({ 'aria-label': `Page ${number}` })}
      getControlProps={control => ({ 'aria-label': control === 'next' ? 'Next page' : 'Previous page' })}
    />
  )
}
