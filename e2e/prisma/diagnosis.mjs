// What the engine says about a bundle and a history: `diagnoseMigrationHistory`, which no command prints as a whole.
import fs from 'node:fs'
import path from 'node:path'
import { openEngine } from './engine.mjs'

export async function diagnose(url, migrations, cli) {
  let opened
  try {
    opened = await openEngine(url, cli)
    return await opened.engine.diagnoseMigrationHistory({
      migrationsList: list(migrations),
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    })
  } catch (error) {
    return { error: error.code ?? 'no code' }
  } finally {
    await opened?.close()
  }
}

/** As the CLI lists since 6.6, in JavaScript. */
function list(folder) {
  const lock = read(path.join(folder, 'migration_lock.toml'))
  const directories = entries(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort((one, other) => one.localeCompare(other))
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: lock.tag === 'ok' ? lock.value : null },
    migrationDirectories: directories.map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: read(path.join(folder, name, 'migration.sql')) },
    })),
    shadowDbInitScript: '',
  }
}

function entries(folder) {
  try {
    return fs.readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function read(file) {
  try {
    return { tag: 'ok', value: fs.readFileSync(file, 'utf8') }
  } catch (error) {
    return { tag: 'error', value: error.message }
  }
}
