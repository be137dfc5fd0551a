// Prisma's connection string, and the one for node-postgres.

/** What only Prisma understands; node-postgres must not see it. */
const PRISMA_ONLY = [
  'schema', 'connection_limit', 'pgbouncer', 'statement_cache_size', 'socket_timeout', 'pool_timeout', 'connect_timeout',
  'max_connection_lifetime', 'max_idle_connection_lifetime', 'sslaccept', 'sslidentity', 'sslpassword', 'channel_binding',
  'sslmode', 'single_use_connections',
]

export function parseUrl(text) {
  const url = new URL(text)
  const schema = url.searchParams.get('schema') ?? undefined
  for (const parameter of PRISMA_ONLY) url.searchParams.delete(parameter)
  // node-postgres lets the connection string win over an explicit database.
  const forDatabase = (name) => {
    const other = new URL(url)
    other.pathname = '/' + encodeURIComponent(name)
    return other.toString()
  }
  return {
    plain: url.toString(),
    forDatabase,
    schema,
    database: decodeURIComponent(url.pathname.replace(/^\//, '')) || 'postgres',
    user: decodeURIComponent(url.username),
    host: url.hostname,
    port: Number(url.port || 5432),
  }
}

export const quoted = (name) => '"' + name.replaceAll('"', '""') + '"'
