import type { ColumnPreview, TablePreview } from '@cotrain/simulator/data/table'
import { NativeSelect, Text } from '@mantine/core'
import { type Role, roleNames } from './roles.ts'
import classes from './TableRows.module.css'

/** More columns than these are not shown one by one; they keep the roles that were suggested. */
const mostColumns = 60

interface Props {
  preview: TablePreview
  roles: readonly Role[]
  onRole: (column: number, role: Role) => void
}

/** The first rows of a table, with what each column is, to be changed. */
export function TableRows({ preview: { columns, rows, count }, roles, onRole }: Props) {
  const shown = columns.slice(0, mostColumns)
  return (
    <div>
      {/* A wide table scrolls by itself, also by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className={classes.scroll} aria-label="First rows of the table" tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              {shown.map((column, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stay in their places
                <th key={i} scope="col">
                  <div>{column.name}</div>
                  <div className={classes.facts}>{factsOf(column, count)}</div>
                  <NativeSelect
                    mt={4}
                    size="xs"
                    aria-label={`Column ${column.name} is`}
                    data={Object.entries(roleNames).map(([value, label]) => ({
                      value,
                      label,
                      disabled: value === 'number' && !column.numbers,
                    }))}
                    value={roles[i]!}
                    onChange={event => onRole(i, event.currentTarget.value as Role)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows stay in their places
              <tr key={row}>
                {shown.map((_, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: see above
                  <td key={i} data-role={roles[i]}>
                    <div className={classes.cell}>{(cells[i] ?? '').slice(0, 300)}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {columns.length > shown.length && (
        <Text size="sm" c="dimmed" mt={6}>
          And {(columns.length - shown.length).toLocaleString('en')} more columns.
        </Text>
      )}
    </div>
  )
}

const mostCounted = 1_000

function factsOf({ numbers, distinct, empty }: ColumnPreview, count: number): string {
  const differ = distinct >= mostCounted ? `over ${mostCounted.toLocaleString('en')}` : String(distinct)
  const what = `${numbers ? 'numbers' : 'words'}, ${distinct === count ? 'all' : differ} different`
  return empty > 0 ? `${what}, ${empty.toLocaleString('en')} empty` : what
}
