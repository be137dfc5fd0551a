// The packages do not lie beside these files but in a cache that .ci/prepare fills; DBMIGRATION_PRISMA is its folder.
import path from 'node:path'
import { createRequire } from 'node:module'

const folder = process.env.DBMIGRATION_PRISMA

export const require = createRequire(path.join(folder, 'package.json'))

/** The program of one CLI, as npm installed it. */
export const cliProgram = (cli) => path.join(folder, 'node_modules', cli === '6' ? 'prisma6' : 'prisma', 'build', 'index.js')
