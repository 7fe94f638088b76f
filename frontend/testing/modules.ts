/**
 * Lets Node load the app's modules as Vite does: imports without an ending, JSON without an attribute, styles as nothing,
 * JSX by TypeScript. Given to Node with `--import`; types are stripped by Node itself.
 */
import { readFileSync, statSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const ENDINGS = ['', '.ts', '.tsx', '/index.ts']
const require = createRequire(import.meta.url)

const isFile = (url: URL) => statSync(url, { throwIfNoEntry: false })?.isFile() ?? false
const asModule = (source: string) => ({ format: 'module', source, shortCircuit: true })

function jsxToJs(source: string): string {
  const { JsxEmit, ModuleKind, ScriptTarget, transpile } =
    require('typescript') as typeof import('typescript')
  return transpile(source, {
    jsx: JsxEmit.ReactJSX,
    jsxImportSource: 'preact',
    module: ModuleKind.ESNext,
    target: ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
    inlineSourceMap: true,
  })
}

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    if (!specifier.startsWith('.') || !parentURL || parentURL.includes('/node_modules/'))
      return next(specifier, context)
    const found = ENDINGS.map((ending) => new URL(specifier + ending, parentURL)).find(isFile)
    return next(found?.href ?? specifier, context)
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || url.includes('/node_modules/')) return next(url, context)
    const read = () => readFileSync(fileURLToPath(url), 'utf8')
    if (url.endsWith('.json')) return asModule(`export default ${read()}`)
    if (url.endsWith('.css')) return asModule('')
    if (url.endsWith('.tsx')) return asModule(jsxToJs(read()))
    const loaded = next(url, context)
    // Tests speak English only: Vite's lists of files to load later are empty.
    if (String(loaded.source).includes('import.meta.glob'))
      return { ...loaded, source: `import.meta.glob = () => ({});${loaded.source}` }
    return loaded
  },
})
