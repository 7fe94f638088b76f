import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, defineConfig, type Plugin } from 'vite'

const backend = process.env.BACKEND ?? 'http://127.0.0.1:8000'

/** Builds the service worker last, with the name of the list of everything it has to keep. */
function serviceWorker(): Plugin {
  let out = 'dist'
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (config) => {
      out = config.build.outDir
    },
    async closeBundle() {
      const files = readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile() && file.name !== 'sw.js')
        .map((file) => join(file.parentPath, file.name))
        .sort()
      const hash = createHash('sha256')
      for (const file of files) hash.update(file).update(readFileSync(file))
      const version = hash.digest('hex').slice(0, 12)
      const shell = files.map((file) => `/${relative(out, file)}`.replace('/index.html', '/'))
      const list = `assets/files-${version}.json`
      writeFileSync(join(out, list), JSON.stringify(shell))
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          __FILES__: JSON.stringify(`/${list}`),
          __VERSION__: JSON.stringify(version),
        },
        build: {
          outDir: out,
          emptyOutDir: false,
          target: 'es2022',
          lib: { entry: 'src/sw.ts', formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
        },
      })
    },
  }
}

const parts =
  /src\/(ui\/(Avatar|Card|Chips|Field|Menu|Progress|Segmented|Stepper|Switch|days|when)|features\/(accounts\/(change|Pick|zones)|checkins\/(names|read|talk\/(subject|who|Returned))|notifications\/push|promises\/(acts|Lines|words)|schedules\/(resting|Rests|settle|words)|spaces\/(called|useSpace)))\.tsx?$/

/** Screens of one feature between which people go back and forth; what Today and Us show of it is not in here. */
const promises = /src\/features\/promises\/(Changing|Composer|Form|PromisePage|Promises)/
const timeline = /src\/features\/timeline\/(?!routes)/
const boundaries = /src\/features\/boundaries\/(?!OnToday|OnUs|later|useBoundaries|who|routes)/
/** A reveal, and talking it through: one is the way to the other. */
const talk = /src\/features\/checkins\/(Beside|Reveal|reveal|talk\/)/

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // Modules are few and small: asking for them early costs more than it saves, and inlining would break the CSP.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // All of it is smaller than its parts: one file packs better than a dozen.
    cssCodeSplit: false,
    // What most screens after the first one share comes once, instead of in a dozen files of a few hundred bytes.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'parts', test: parts },
            { name: 'promises', test: promises },
            { name: 'boundaries', test: boundaries },
            { name: 'talk', test: talk },
            { name: 'privacy', test: /src\/features\/privacy\/[A-Z]/ },
            { name: 'timeline', test: timeline },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': backend, '/_allauth': backend, '/dev': backend } },
  preview: { proxy: { '/api': backend, '/_allauth': backend, '/dev': backend } },
  plugins: [serviceWorker()],
})
