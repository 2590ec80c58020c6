import { strategy } from '../engine/Strategy.ts'
import { teacher, teacherOptions } from './teacher.ts'

export const careless = strategy(
  {
    name: 'careless',
    description: 'Means well, but gets one label in five wrong.',
    role: 'honest',
    options: teacherOptions(0.2, 0),
  },
  teacher,
)
