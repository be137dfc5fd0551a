// How a script is sent. Engines up to 7.3 (6 stands for them) send the whole file as ONE simple query; those of 7.4 to 7.10
// send one simple query per statement where sqlparser-rs understands every statement, else the whole file. See
// prisma-engines#5767. The same Rust parser decides here.
import { require } from './packages.mjs'

const parser = require('@guanmingchiu/sqlparser-ts')
const ready = parser.init()

export async function messagesOf(script, cli) {
  if (cli === '6') return [script]
  await ready
  let count
  try {
    count = parser.parse(script, 'postgresql').length
  } catch {
    return [script]
  }
  const parts = split(script)
  return parts.length === count ? parts : [script]
}

/** At the semicolons outside of strings, quoted names, dollar quotes and comments; parts without a word are dropped. */
function split(sql) {
  const parts = []
  let start = 0
  let hasText = false
  const end = (at) => {
    if (hasText) parts.push(sql.slice(start, at))
    start = at + 1
    hasText = false
  }
  for (let at = 0; at < sql.length; ) {
    const skipped = afterComment(sql, at)
    if (skipped > at) {
      at = skipped
      continue
    }
    if (sql[at] === ';') {
      end(at++)
      continue
    }
    if (!/\s/.test(sql[at])) hasText = true
    at = Math.max(afterQuoted(sql, at), at + 1)
  }
  end(sql.length)
  return parts
}

function afterComment(sql, at) {
  if (sql.startsWith('--', at)) {
    const line = sql.indexOf('\n', at)
    return line < 0 ? sql.length : line
  }
  if (!sql.startsWith('/*', at)) return at
  let depth = 1
  for (at += 2; at < sql.length && depth > 0; ) {
    if (sql.startsWith('/*', at)) { depth++; at += 2 }
    else if (sql.startsWith('*/', at)) { depth--; at += 2 }
    else at++
  }
  return at
}

function afterQuoted(sql, at) {
  const quote = sql[at]
  if (quote === "'" || quote === '"') {
    const escapes = quote === "'" && /[eE]/.test(sql[at - 1] ?? '') && !/\w/.test(sql[at - 2] ?? '')
    for (at++; at < sql.length; at++) {
      if (escapes && sql[at] === '\\') at++
      else if (sql[at] === quote && sql[at + 1] === quote) at++
      else if (sql[at] === quote) return at + 1
    }
    return sql.length
  }
  const tag = /\w/.test(sql[at - 1] ?? '') ? null : /^\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(sql.slice(at, at + 80))
  if (!tag) return at
  const close = sql.indexOf(tag[0], at + tag[0].length)
  return close < 0 ? sql.length : close + tag[0].length
}
