// The side of the harness that the stand-ins talk to: the native engine's command line and JSON-RPC, answered by the
// WebAssembly engine. It adds what only the native binary has: the line "Applying migration", P3018, the check of the database.
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import readline from 'node:readline'
import { checkDatabase } from './database.mjs'
import { openEngine } from './engine.mjs'

const runs = new Map()

/** Listens; returns the path of the socket. */
export async function openDesk() {
  const socket = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'prisma-interop-desk-')), 'socket')
  await new Promise((resolve) => net.createServer(serve).listen(socket, resolve))
  process.on('exit', () => fs.rmSync(path.dirname(socket), { recursive: true, force: true }))
  return socket
}

/** One command of the CLI; it may start its engine several times. When `work` is done, all its connections are closed, too. */
export async function atDesk(run, cli, work) {
  const visits = []
  runs.set(run, { cli, visits })
  try {
    return await work()
  } finally {
    await Promise.all(visits)
    runs.delete(run)
  }
}

function serve(socket) {
  const tell = (what) => socket.writable && socket.write(JSON.stringify(what) + '\n')
  socket.on('error', () => {})
  let visit
  let queue = Promise.resolve()
  const lines = readline.createInterface({ input: socket, crlfDelay: Infinity })
  lines.on('line', (line) => {
    const message = JSON.parse(line)
    if (visit) {
      queue = queue.then(() => visit.answer(message))
      return
    }
    const { cli, visits } = runs.get(message.run)
    visit = new Visit(cli, options(message), tell)
    visits.push(new Promise((resolve) => lines.on('close', () => queue.then(() => visit.end()).then(resolve, resolve))))
    queue = queue.then(() => visit.begin())
  })
}

/** 7 passes the data source as JSON, 6 as a URL. */
function options({ args, databaseUrl }) {
  const found = { datamodels: [], words: [], url: databaseUrl }
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--datamodels' || args[i] === '-d') found.datamodels.push(args[++i])
    else if (args[i] === '--datasource') found.url = urlOf(args[++i])
    else if (args[i] === '--enabled-preview-features' || args[i] === '--extension-types') i++
    else found.words.push(args[i])
  }
  return found
}

const urlOf = (text) => (text.startsWith('{') ? JSON.parse(text).url : text)

/** One start of the engine. */
class Visit {
  #opened = null
  #migration = null
  #prints = 0

  constructor(cli, given, tell) {
    Object.assign(this, { cli, given, tell })
  }

  async begin() {
    const [word, command] = this.given.words
    if (word === '--version' || word === '-V') this.tell({ out: 'stand-in\n', exit: 0 })
    else if (word === 'cli') this.tell(await checkDatabase(command, this.given.url))
  }

  async answer({ id, method, params }) {
    if (!method) return // an answer to our own print
    try {
      this.#send({ id, result: await this.#call(method, params) })
    } catch (error) {
      this.#send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data: this.#explain(error, method) } })
    }
  }

  end() {
    return this.#opened?.close()
  }

  async #call(method, params) {
    this.#opened ??= await openEngine(this.given.url, this.cli, {
      datamodels: this.given.datamodels.length ? this.given.datamodels.map((file) => [file, fs.readFileSync(file, 'utf8')]) : undefined,
      onMigration: (name) => {
        this.#migration = name
        this.#send({ id: `print-${this.#prints++}`, method: 'print', params: { content: `Applying migration \`${name}\`` } })
      },
    })
    return (await this.#opened.engine[method === 'getDatabaseVersion' ? 'version' : method](params)) ?? null
  }

  #explain(error, method) {
    const data = { is_panic: false, message: error.message, backtrace: null }
    const script = this.#opened?.session
    if (error.code) return { ...data, error_code: error.code, meta: error.meta ?? {} }
    // Where even the failure could not be recorded, the native engine tells that second error, as the WebAssembly one does.
    if (method !== 'applyMigrations' || !script?.scriptError || !script.failureRecorded) return data
    const { code, message } = script.scriptError
    return {
      ...data,
      error_code: 'P3018',
      meta: { migration_name: this.#migration, database_error_code: code, database_error: message },
      message: `A migration failed to apply.\n\nMigration name: ${this.#migration}\n\nDatabase error code: ${code}\n\nDatabase error:\nERROR: ${message}\n`,
    }
  }

  #send(message) {
    this.tell({ out: JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n' })
  }
}
