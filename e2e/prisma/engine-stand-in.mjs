#!/usr/bin/env node
// What the CLI starts as its native engine: hands its command line and input to the harness, where the engine is loaded once
// for all, and gives back what comes. It loads nothing, so it starts in a blink.
import net from 'node:net'
import readline from 'node:readline'

const socket = net.connect(process.env.INTEROP_SOCKET)
const hello = { run: process.env.INTEROP_RUN, args: process.argv.slice(2), databaseUrl: process.env.DATABASE_URL }
socket.write(JSON.stringify(hello) + '\n')
process.stdin.pipe(socket)
readline.createInterface({ input: socket }).on('line', (line) => {
  const { out, err, exit } = JSON.parse(line)
  if (out) process.stdout.write(out)
  if (err) process.stderr.write(err)
  if (exit !== undefined) process.exit(exit)
})
socket.on('close', () => process.exit(0))
