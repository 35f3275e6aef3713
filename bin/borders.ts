import { join } from 'node:path'
import { checkBorders } from './borders/check-borders.ts'

const { modules, imports, problems } = checkBorders(join(import.meta.dirname, '..'))
for (const problem of problems) console.error(problem)
console.log(`borders: ${modules} modules, ${imports} imports, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
