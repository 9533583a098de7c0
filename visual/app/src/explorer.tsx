// The explorer: the bar, the selection on the left, a view in the middle, the reason for everything on the right.

import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import './explorer.css'
import { findPath, fullFilter, openFound, openHanded } from './actions'
import { AlignView } from './align'
import { Compare, CompareChooser } from './compare'
import { begin, data, land, useData } from './data'
import { Evidence } from './evidence'
import { Facets } from './facets'
import { FlowView } from './flow'
import { GraphView, pathing } from './graph'
import { Help } from './help'
import { MapView } from './map'
import { MatrixView } from './matrix'
import { ThingPanel } from './neighbours'
import { ExportMenu } from './export'
import { closeMenus, useWords } from './parts'
import { PlanChooser } from './plans'
import { PlanView } from './reader'
import { SearchBox } from './search'
import { store, useStore, VIEWS, type View } from './state'
import { TimelineView } from './timeline'
import type { Filter } from './filter'

function App() {
  useData()
  const state = useStore()
  const say_ = useWords()
  const [help, setHelp] = useState(false)
  const dark = state.dark ?? matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  document.documentElement.lang = state.language === 'zh' ? 'zh-Hans' : 'en'
  document.title = `${say_(state.view)} · ${say_('title')}`
  useEffect(() => keys(() => setHelp((open) => !open)), [])
  const filter = fullFilter(state)
  return (
    <div class={`app view-${state.view}`}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus() }}>{say_('skip')}</a>
      <header class="bar">
        <button type="button" class="brand" onClick={() => store.set({ view: 'graph', shown: [], selected: null, path: [], compare: null })} title={say_('begin')}>策图<small>cetu</small></button>
        <nav aria-label={say_('views')}>
          {VIEWS.map((view, index) => (
            <button type="button" key={view} aria-current={state.view === view ? 'page' : undefined} class={state.view === view ? 'on' : ''} onClick={() => store.set({ view })} title={`${index + 1}`}>{say_(view)}</button>
          ))}
        </nav>
        <SearchBox small on={(found) => void (pathing.from ? endPath(found.id) : openFound(found))} focusKey={state.view !== 'graph' || state.shown.length > 0} />
        <PlanChooser />
        <span class="gap" />
        <button type="button" disabled={!store.canUndo} onClick={() => history.back()} title={`${say_('undo')} Ctrl+Z`} aria-label={say_('undo')}>↶</button>
        <button type="button" disabled={!store.canRedo} onClick={() => history.forward()} title={`${say_('redo')} Ctrl+Y`} aria-label={say_('redo')}>↷</button>
        <CompareChooser />
        <ExportMenu filter={filter} />
        <button type="button" onClick={() => store.set({ language: state.language === 'zh' ? 'en' : 'zh' }, true)} data-act="language">{say_('language')}</button>
        <button type="button" onClick={() => store.set({ dark: !dark }, true)} aria-label={say_(dark ? 'light' : 'dark')} title={say_(dark ? 'light' : 'dark')} data-act="theme">{dark ? '☀' : '☾'}</button>
        <button type="button" onClick={() => setHelp(true)} aria-label={say_('help')} title={say_('help')}>?</button>
      </header>
      <div class={`body ${!state.selected && (state.view !== 'graph' || !state.shown.length) ? 'wide-open' : ''}`}>
        <Facets />
        <main id="main" tabIndex={-1}>
          {(state.view === 'graph' ? state.shown.length > 0 || state.compare : state.view !== 'plan') && <h1 class="sr">{say_(state.view)}</h1>}
          {pathing.from && (
            <p class="banner" role="status">{say_('pathFrom')}：{land.label(pathing.from)} → {say_('pathTo')} <button type="button" onClick={() => { pathing.from = null; store.tell() }}>{say_('cancel')}</button></p>
          )}
          {state.compare && state.view !== 'align' ? <Compare filter={filter} pair={state.compare} /> : <ViewOf view={state.view} filter={filter} />}
        </main>
        <Side />
      </div>
      <p class={`status ${data.trouble ? 'trouble' : ''}`} role="status" aria-live="polite">{data.trouble || data.told || (data.busy ? say_('loading') : '')}</p>
      {help && <Help close={() => setHelp(false)} />}
    </div>
  )
}

function endPath(id: string): void {
  const from = pathing.from!
  pathing.from = null
  void findPath(from, id)
}

export function ViewOf({ view, filter, plan }: { view: View; filter: Filter; plan?: string }) {
  switch (view) {
    case 'graph': return <GraphView filter={filter} />
    case 'matrix': return <MatrixView filter={filter} />
    case 'map': return <MapView filter={filter} />
    case 'timeline': return <TimelineView filter={filter} />
    case 'flow': return <FlowView filter={filter} />
    case 'plan': return <PlanView only={plan} />
    case 'align': return <AlignView />
  }
}

function Side() {
  const { selected } = useStore()
  const say_ = useWords()
  return (
    <aside class="side" tabIndex={-1} aria-label={say_('evidence')}>
      {!selected && <p class="quiet hint">{say_('noEvidence')}</p>}
      {selected && <button type="button" class="close" onClick={() => store.set({ selected: null })} aria-label={say_('close')} title={say_('close')}>×</button>}
      {selected && 'thing' in selected && <ThingPanel key={selected.thing} id={selected.thing} />}
      {selected && 'links' in selected && <Evidence key={selected.links.join()} links={selected.links} title={selected.title} />}
    </aside>
  )
}

/** Where the keyboard was before it went to a panel at the side. */
let before: HTMLElement | null = null

/** Bring the keyboard to a panel at the side; Esc brings it back. */
function visit(selector: string): void {
  const panel = document.querySelector<HTMLElement>(selector)
  const now = document.activeElement as HTMLElement | null
  if (!panel || panel.contains(now)) return
  before = now
  panel.focus()
}

function goBack(): boolean {
  if (!before?.isConnected || !document.activeElement?.closest('.side, .facets')) return false
  before.focus()
  before = null
  return true
}

/** Keys that work everywhere. */
function keys(help: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (document.querySelector('dialog[open]')) return
    if (event.key === 'Escape') {
      const summary = document.querySelector<HTMLElement>('details.menu[open] > summary')
      if (closeMenus()) {
        summary?.focus()
        return
      }
    }
    const typing = event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]):not([type=range]), textarea, select')
    const control = event.ctrlKey || event.metaKey
    const key = event.key.toLowerCase()
    if (control && key === 'z' && !typing) event.shiftKey ? history.forward() : history.back()
    else if (control && key === 'y' && !typing) history.forward()
    else if (control || event.altKey || typing) return
    else if (key === '/') document.querySelector<HTMLInputElement>('[data-focus=search]')?.focus()
    else if (key === '?') help()
    else if (key === 'i') visit('.side')
    else if (key === 'f') visit('.facets')
    else if (key === 'escape') goBack() || store.set({ selected: null })
    else if (/^[1-7]$/.test(key)) store.set({ view: VIEWS[Number(key) - 1]! })
    else return
    event.preventDefault()
  }
  const onDown = (event: Event) => void closeMenus(event.target as Element)
  addEventListener('keydown', onKey)
  addEventListener('pointerdown', onDown)
  return () => {
    removeEventListener('keydown', onKey)
    removeEventListener('pointerdown', onDown)
  }
}

const root = document.getElementById('app')
if (root) {
  render(<App />, root)
  addEventListener('popstate', () => void openHanded())
  void begin().then(openHanded).then(() => (document.body.dataset['ready'] = 'true'))
}
