// The real schema engine, compiled to WebAssembly, on ONE connection to PostgreSQL, as the native engine has.
import fs from 'node:fs'
import path from 'node:path'
import { require } from './packages.mjs'
import { messagesOf } from './statements.mjs'
import { parseUrl, quoted } from './url.mjs'

const pg = require('pg')
const { PrismaPg } = require('@prisma/adapter-pg')
const { bindMigrationAwareSqlAdapterFactory } = require('@prisma/driver-adapter-utils')

const OID = { char: 18, name: 19, nameArray: 1003, textArray: 1009, varchar: 1043 }

/**
 * @param onMigration called with the name when the engine records that a migration starts
 * @returns {{engine, session, close}} session: what the database answered to the last script, and whether that was recorded
 */
export async function openEngine(url, cli, { datamodels, onMigration } = {}) {
  const session = { scriptError: null, failureRecorded: false }
  const clients = []
  const factory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(parseUrl(url), cli, session, clients, onMigration),
    connectToShadowDb: () => Promise.reject(new Error('no shadow database here')),
  }
  const Engine = await engineClass(cli)
  const engine = await Engine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
  return { engine, session, close: () => Promise.all(clients.map((client) => client.end().catch(() => {}))) }
}

async function connect(target, cli, session, clients, onMigration) {
  // Its pool is never used: every query goes through the client below.
  const adapter = await new PrismaPg({ connectionString: target.plain }, { schema: target.schema }).connect()
  const client = new pg.Client({ connectionString: target.plain })
  client.on('error', () => {})
  try {
    await client.connect()
    if (target.schema) await client.query(`SET search_path = ${quoted(target.schema)}`)
  } catch (error) {
    adapter.onError(error)
  }
  clients.push(client)
  adapter.client = {
    query: async (question) => {
      const [text, values] = typeof question === 'string' ? [question] : [question.text, question.values]
      if (text.startsWith('INSERT INTO') && text.includes('_prisma_migrations') && values?.length === 4) onMigration?.(values[3])
      const answer = await client.query({ ...question, text, values: inUtc(text, values) })
      if (text.startsWith('UPDATE "_prisma_migrations" SET "logs"')) session.failureRecorded = true
      for (const field of answer.fields ?? []) {
        // Types of the catalogue that the published adapter refuses.
        if (field.dataTypeID === OID.char) field.dataTypeID = OID.varchar
        if (field.dataTypeID === OID.nameArray) field.dataTypeID = OID.textArray
      }
      return answer
    },
    connect: async () => ({ query: (...question) => client.query(...question), release() {}, on() {}, removeListener() {} }),
  }
  // The published adapter splits at every semicolon, which no native engine ever did.
  adapter.executeScript = async (script) => {
    try {
      for (const message of await messagesOf(script, cli)) await client.query(message)
    } catch (error) {
      session.scriptError = error
      adapter.onError(error)
    }
  }
  adapter.dispose = () => client.end().catch(() => {})
  return adapter
}

/** The published adapter writes times in UTC without saying so; the native engine sends them in binary. */
const inUtc = (text, values) =>
  text.includes('_prisma_migrations')
    ? values?.map((value) => (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(value) ? value + '+00' : value))
    : values

const classes = {}
const engineClass = (cli) => (classes[cli] ??= load(cli === '6' ? 'schema-engine-wasm-6' : '@prisma/schema-engine-wasm'))

async function load(name) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { message: '', set_message(text) { this.message = text } }
  const glue = require.resolve(`${name}/schema_engine_bg`)
  const runtime = await import(glue)
  const bytes = fs.readFileSync(path.join(path.dirname(glue), 'schema_engine_bg.wasm'))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { './schema_engine_bg.js': runtime })
  runtime.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return runtime.SchemaEngine
}
