// What is shown, all of it in the address, so that a link brings a colleague to exactly what you see, and the browser's
// own way back is the way to undo.

import { useLayoutEffect, useState } from 'preact/hooks'
import { NO_FILTER, type Filter } from './filter'
import type { Id } from './model'
import { pack, unpack, unpacked } from './packing'
import type { Language } from './words'

/** What a query answered, as the query editor hands it on to be opened as a graph (`#/graph?answer=…`). */
export const handed: { answer: string[] | null } = { answer: null }

export const VIEWS = ['graph', 'matrix', 'map', 'timeline', 'flow', 'plan', 'align'] as const
export type View = (typeof VIEWS)[number]

/** A thing of the graph picture: where it stands, and whether it stays there. */
export type Shown = [Id, number, number, 0 | 1]

export type Selected = { thing: Id } | { links: Id[]; title?: string } | null

export interface State {
  view: View
  language: Language
  dark: boolean | null
  plans: Id[]
  filter: Filter
  shown: Shown[]
  selected: Selected
  path: Id[]
  columns: 'Region' | 'Cluster' | 'Plan'
  sort: 'strength' | 'count' | 'name' | 'cluster'
  measure: 'strength' | 'count'
  rows: number
  mapBy: 'technologies' | 'projects' | 'technology'
  mapTechnology: Id
  province: string
  tasks: number
  indicator: Id
  plan: Id
  at: number
  compare: [Id, Id] | null
  aligned: [Id, Id] | null
  row: string
  rowKind: string
  rowRelation: string
}

export const START: State = {
  view: 'graph', language: 'zh', dark: null, plans: [], filter: NO_FILTER, shown: [], selected: null, path: [],
  columns: 'Region', sort: 'strength', measure: 'strength', rows: 40, mapBy: 'technologies', mapTechnology: '', province: '',
  tasks: 24, indicator: '', plan: '', at: -1, compare: null, aligned: null, row: '', rowKind: '', rowRelation: '',
}

/** The address of a state, `#/matrix?s=…`: what is not as at the start, packed. */
export function address(state: State): string {
  const { view, ...rest } = state
  const said = Object.entries(rest).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(START[name as keyof State]))
  if (!said.length) return `#/${view}`
  return `#/${view}?s=${pack(Object.fromEntries(said))}`
}

/** The state of an address; of `#/graph?thing=technology/储能` or `#/plan?plan=KEY&at=120` too, as others may link. */
export function readAddress(hash: string): State {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const view = VIEWS.find((one) => one === path) ?? 'graph'
  const parameters = new URLSearchParams(query)
  const state: State = { ...START, view }
  const packed = parameters.get('s')
  try {
    if (packed) Object.assign(state, checked(unpack(packed)))
  } catch {
    return state
  }
  handed.answer = unpacked(parameters.get('answer'))
  const theme = parameters.get('theme')
  if (theme === 'dark' || theme === 'light') state.dark = theme === 'dark'
  const things = parameters.getAll('thing')
  if (things.length) {
    state.shown = things.map((id) => [id, NaN, NaN, 0])
    if (things.length === 1) state.selected = { thing: things[0]! }
  }
  const plan = parameters.get('plan')
  if (plan) state.plan = plan.startsWith('plan/') ? plan : `plan/${plan}`
  const [left, right] = [parameters.get('left'), parameters.get('right')]
  if (left && right) state.aligned = [left, right]
  if (parameters.has('at')) state.at = Number(parameters.get('at')) || 0
  return state
}

/** Only fields that we know, of the sort that they are: an address comes from anywhere. */
function checked(said: unknown): Partial<State> {
  if (typeof said !== 'object' || said === null) return {}
  const fits = Object.entries(said).filter(([name, value]) => {
    if (!(name in START) || name === 'view') return false
    const known = START[name as keyof State]
    return known === null || (typeof value === typeof known && Array.isArray(value) === Array.isArray(known))
  })
  const state = Object.fromEntries(fits) as Partial<State>
  if (state.filter) state.filter = { ...NO_FILTER, ...state.filter }
  if (state.shown) state.shown = state.shown.filter((one) => Array.isArray(one) && typeof one[0] === 'string')
  return state
}

type Listener = () => void

class Store {
  state: State = readAddress(location.hash)
  private listeners = new Set<Listener>()
  private at = 0
  private last = 0

  constructor() {
    const said = history.state as { at?: number } | null
    this.at = this.last = said?.at ?? 0
    history.replaceState({ at: this.at }, '')
    addEventListener('popstate', (event) => {
      const there = (event.state as { at?: number } | null)?.at
      if (there === undefined) {
        this.at = this.last = this.at + 1
        history.replaceState({ at: this.at }, '')
      } else this.at = there
      this.state = readAddress(location.hash)
      this.tell()
    })
  }

  get canUndo(): boolean {
    return this.at > 0
  }

  get canRedo(): boolean {
    return this.at < this.last
  }

  /** Change the state: a step that can be undone, unless `quiet`. */
  set(patch: Partial<State>, quiet = false): void {
    this.state = { ...this.state, ...patch }
    const hash = address(this.state)
    if (hash !== location.hash) {
      if (quiet) history.replaceState({ at: this.at }, '', hash)
      else {
        this.at += 1
        this.last = this.at
        history.pushState({ at: this.at }, '', hash)
      }
    }
    this.tell()
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  tell(): void {
    for (const listener of this.listeners) listener()
  }
}

export const store = new Store()

export function useStore(): State {
  const [, again] = useState(0)
  useLayoutEffect(() => store.listen(() => again((count) => count + 1)), [])
  return store.state
}

export function useLanguage(): Language {
  return useStore().language
}
