// One process for the whole suite. Reads one JSON request a line, answers each with one line when it is done, in any order:
//   {"id", "command": "deploy" | "status" | "applied" | "rolled-back" | "diagnose", "url", "migrations", "name"?, "cli": "7" | "6"}
//   {"id", "exit", "output"}, for diagnose {"id", "diagnosis"}, where the harness itself broke {"id", "broken"}
// Ends when its input ends.
import readline from 'node:readline'
import { runCli } from './cli.mjs'
import { atDesk, openDesk } from './desk.mjs'
import { diagnose } from './diagnosis.mjs'

const socket = await openDesk()

async function answer(request) {
  const { id, command, url, migrations, cli } = request
  if (command === 'diagnose') return { diagnosis: await diagnose(url, migrations, cli) }
  return await atDesk(id, cli, () => runCli(request, { socket, run: id }))
}

readline.createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const request = JSON.parse(line)
    const told = await answer(request).catch((error) => ({ broken: error.stack }))
    process.stdout.write(JSON.stringify({ id: request.id, ...told }) + '\n')
  })
  .on('close', () => process.exit(0))
