import { strategy } from '../engine/Strategy.ts'
import { teacher, teacherOptions } from './teacher.ts'

/** Next to no mistakes, as the ancestor's good agent. */
export const honest = strategy(
  {
    name: 'honest',
    description: 'Contributes samples with their right labels, and claims what it is due.',
    role: 'honest',
    options: teacherOptions(0.0001, 1),
  },
  teacher,
)
