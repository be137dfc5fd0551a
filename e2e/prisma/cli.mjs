// Runs one command of the unmodified CLI in a project made for it.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cliProgram } from './packages.mjs'

const STAND_IN = fileURLToPath(new URL('engine-stand-in.mjs', import.meta.url))

const COMMANDS = {
  deploy: () => ['migrate', 'deploy'],
  status: () => ['migrate', 'status'],
  applied: (name) => ['migrate', 'resolve', '--applied', name],
  'rolled-back': (name) => ['migrate', 'resolve', '--rolled-back', name],
}

/** @param desk where the stand-in finds the engine, see desk.mjs */
export async function runCli({ command, url, migrations, name, cli }, desk) {
  const folder = project(migrations, cli)
  try {
    return await spawnCli([...COMMANDS[command](name), '--config', path.join(folder, 'prisma.config.mjs')], folder, { url, cli, ...desk })
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function project(migrations, cli) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'prisma-interop-'))
  const [inSchema, inConfig] = cli === '6' ? ['url = env("DATABASE_URL")', ''] : ['', 'datasource: { url: process.env.DATABASE_URL },']
  fs.writeFileSync(path.join(folder, 'schema.prisma'), `datasource db {\n  provider = "postgresql"\n  ${inSchema}\n}\n`)
  fs.writeFileSync(
    path.join(folder, 'prisma.config.mjs'),
    `export default { schema: 'schema.prisma', migrations: { path: ${JSON.stringify(migrations)} }, ${inConfig} }\n`,
  )
  return folder
}

function spawnCli(args, folder, { url, cli, socket, run }) {
  const env = {
    // The stand-in starts with the same Node.
    PATH: path.dirname(process.execPath) + ':' + process.env.PATH,
    LC_ALL: 'C.UTF-8',
    HOME: folder,
    DATABASE_URL: url,
    NO_COLOR: '1',
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_ENGINES_CHECKSUM_IGNORE_MISSING: '1',
    PRISMA_SCHEMA_ENGINE_BINARY: STAND_IN,
    PRISMA_QUERY_ENGINE_LIBRARY: STAND_IN,
    // From Node 22 on: half of the CLI's start is compiling it.
    NODE_COMPILE_CACHE: path.join(process.env.DBMIGRATION_PRISMA, 'compiled'),
    INTEROP_SOCKET: socket,
    INTEROP_RUN: run,
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cliProgram(cli), ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('close', (exit) => resolve({ exit, output }))
  })
}
