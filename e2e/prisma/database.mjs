// What the native binary does as `cli can-connect-to-database` and `cli create-database`; the WebAssembly engine has no such command.
import { require } from './packages.mjs'
import { parseUrl, quoted } from './url.mjs'

const pg = require('pg')

/** What the process says, and its exit status. */
export async function checkDatabase(command, url) {
  const target = parseUrl(url)
  try {
    if (command === 'create-database') {
      await withClient(target.forDatabase('postgres'), (client) => client.query(`CREATE DATABASE ${quoted(target.database)}`))
    }
    await withClient(target.plain, (client) => target.schema && client.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(target.schema)}`))
    return { err: logLine('INFO', { message: 'Connection successful' }), exit: 0 }
  } catch (error) {
    return { err: logLine('ERROR', { is_panic: false, ...known(error, target) }, 'schema_engine::logger'), exit: 1 }
  }
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** The CLI passes over the first line. */
const logLine = (level, fields, target = 'schema_engine') =>
  'starting\n' + JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target })

function known(error, target) {
  if (error.code === '3D000') return { error_code: 'P1003', message: `Database \`${target.database}\` does not exist` }
  if (error.code === '28P01') return { error_code: 'P1000', message: `Authentication failed, the credentials for \`${target.user}\` are not valid.` }
  if (error.code === 'ECONNREFUSED') return { error_code: 'P1001', message: `Can't reach database server at \`${target.host}:${target.port}\`` }
  return { error_code: '', message: error.message }
}
