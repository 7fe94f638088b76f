/** Fails the build when the app outgrows a slow phone on a bad network. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = 'dist'
const read = (path: string) => readFileSync(join(dist, path))
const zipped = (path: string) => gzipSync(read(path), { level: 9 }).length
const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map((file) => join(file.parentPath, file.name).slice(dist.length + 1))
  .filter((file) => !file.endsWith('.gz'))

/** What the first screen cannot do without: everything index.html asks for. */
const html = read('index.html').toString()
const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1] ?? '')
const styles = files.filter((file) => file.endsWith('.css'))
const shell = files.filter((file) => file !== 'sw.js')
/** Text travels compressed, pictures already are. */
const onTheWire = (file: string) => (/\.(png|woff2)$/.test(file) ? read(file).length : zipped(file))

function installed(folder: string): number {
  if (!existsSync(folder)) return 0
  const lock = JSON.parse(readFileSync(join(folder, '.package-lock.json')).toString())
  return Object.keys(lock.packages).length
}

const KB = 1024
const rows: [name: string, is: number, limit: number, unit: string][] = [
  ['first-load JS (gzip)', sum(first.map(zipped)) / KB, 45, 'KB'],
  ['CSS (gzip)', sum(styles.map(zipped)) / KB, 10, 'KB'],
  ['service worker (gzip)', zipped('sw.js') / KB, 5, 'KB'],
  ['precache (on the wire)', sum(shell.map(onTheWire)) / KB, 200, 'KB'],
  ['npm packages installed', installed('node_modules'), 60, ''],
]

let over = 0
for (const [name, is, limit, unit] of rows) {
  const bad = is > limit
  if (bad) over += 1
  const figure = `${unit ? is.toFixed(1) : is} of ${limit} ${unit}`.trim()
  process.stdout.write(`${bad ? '✗' : '✓'} ${name.padEnd(24)} ${figure}\n`)
}
if (over > 0) {
  process.stderr.write('Over budget: make it smaller, or argue for a new figure in tools/budget.ts.\n')
  process.exit(1)
}
