import { defineConfig } from 'vite'

// One script for each page, and no modules: a browser loads no module from a folder (file://), and the explorer must
// work from there. `vite build --mode explorer` makes the explorer, `--mode query` the query editor.
export default defineConfig(({ mode }) => ({
  base: './',
  publicDir: mode === 'explorer' ? 'public' : false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  build: {
    outDir: 'dist',
    emptyOutDir: mode === 'explorer',
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    cssCodeSplit: false,
    lib: {
      entry: mode === 'query' ? 'src/query.ts' : 'src/explorer.tsx',
      formats: ['iife'],
      name: 'cetu',
      fileName: () => `${mode}.js`,
      cssFileName: mode,
    },
  },
}))
