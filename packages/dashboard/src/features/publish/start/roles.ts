import type { TablePreview } from '@cotrain/simulator/data/table'
import type { TrainingSettings } from '../thread/messages.ts'

/** What a column is for. */
export type Role = 'label' | 'text' | 'number' | 'unused'

export const roleNames: Readonly<Record<Role, string>> = {
  label: 'The label',
  text: 'The text',
  number: 'A number',
  unused: 'Not used',
}

/** What the columns of a table are likely to be. */
export function suggestedRoles({ columns, suggestion }: TablePreview): Role[] {
  const { label, text, features } = suggestion
  return columns.map((_, i) => {
    if (i === label) return 'label'
    if (text !== undefined) return i === text ? 'text' : 'unused'
    return features.includes(i) ? 'number' : 'unused'
  })
}

/** The same with another role of one column. There is one label, one text, and no numbers beside a text. */
export function withRole(roles: readonly Role[], column: number, role: Role): Role[] {
  return roles.map((before, i) => {
    if (i === column) return role
    if (role === 'label' && before === 'label') return 'unused'
    if (role === 'text' && (before === 'text' || before === 'number')) return 'unused'
    return role === 'number' && before === 'text' ? 'unused' : before
  })
}

/** The columns to train with, or what is still to be said. */
export function columnsOf(
  roles: readonly Role[],
): { columns: Pick<TrainingSettings['table'], 'label' | 'text' | 'features'> } | { missing: string } {
  const label = roles.indexOf('label')
  const text = roles.indexOf('text')
  const features = [...roles.keys()].filter(i => roles[i] === 'number')
  if (label < 0) return { missing: 'Say which column is the label: what the model shall tell.' }
  if (text >= 0) return { columns: { label, text } }
  if (features.length === 0) return { missing: 'Say which column is the text, or which are numbers.' }
  return { columns: { label, features } }
}

/** How many classes the labels are, as far as the preview counts; undefined without a label. */
export function classCountOf(roles: readonly Role[], { columns }: TablePreview): number | undefined {
  return columns[roles.indexOf('label')]?.distinct
}
