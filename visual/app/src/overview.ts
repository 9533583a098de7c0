// Views of a graph of many plans, of which none is chosen: the server picks what a view can show, and says how much more
// there is. A link that stands for several has the ids of the others in `also`.

import { useEffect } from 'preact/hooks'
import { data, FEW_PLANS, land, say, source } from './data'
import type { Filter } from './filter'
import type { Id, Link, Overview } from './model'
import { store, type State } from './state'

const kept = new Map<string, Overview>()
const asked = new Set<string>()
const MOST_KEPT = 40

/** Whether the server picks: there are more plans than are loaded at once, and nobody chose some. */
export const isLarge = (state: State): boolean => !source.isStatic && data.summary.plans.length > FEW_PLANS && !state.plans.length

const PICKED = ['matrix', 'map', 'timeline', 'flow']

/** An answer of the server to what a part of the page asks, null until it is there. */
function useQuietly(asks: Record<string, unknown> | null): Overview | null {
  const key = JSON.stringify(asks)
  useEffect(() => {
    if (asks) void fetchOverview(key, asks, true)
  }, [key])
  return asks && (kept.get(key) ?? null)
}

/** Where one may begin in a graph of many plans, and its regions; null until the server has told. */
export const useStarts = (state: State): Overview | null => useQuietly(isLarge(state) ? { view: 'start' } : null)

/** The technologies that the selection supports in a graph of many plans; null until the server has told. */
export function useSupported(state: State, filter: Filter): Set<Id> | null {
  const found = useQuietly(isLarge(state) ? { view: 'supported', filter: saidIn(filter), judgings: data.judgings } : null)
  return found && new Set(found.technologies?.map(([id]) => id))
}

const saidIn = (filter: Filter): Partial<Filter> =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => (Array.isArray(value) ? value.length : value)))

function question(state: State, filter: Filter): Record<string, unknown> | null {
  if (!isLarge(state) || !PICKED.includes(state.view)) return null
  const said = saidIn(filter)
  const { judgings } = data // an answer from before the last judgement does not count
  switch (state.view) {
    case 'matrix': return { view: 'matrix', columns: state.columns, rows: state.rows, filter: said, judgings }
    case 'map': return { view: 'map', by: state.mapBy, technology: state.mapTechnology, filter: said, judgings }
    case 'flow': return { view: 'flow', rows: state.tasks, filter: said, judgings }
    default: return { view: state.view, filter: said, indicator: state.indicator, judgings }
  }
}

/** What the server picked for a view; null where it has not yet, or where all links are here. */
export function overviewNow(state: State, filter: Filter): Overview | null {
  const asks = question(state, filter)
  return asks && (kept.get(JSON.stringify(asks)) ?? null)
}

/** Links that a view draws on: all that are here and pass the filter, or what the server picked. */
export function linksNow(filter: Filter, state: State = store.state): Link[] {
  if (!question(state, filter)) return land.filtered(filter)
  return (overviewNow(state, filter)?.links ?? []).filter((link) => !land.isWrong(link))
}

/** Ask the server for what a view shows, where it is the server that picks. */
export function useOverview(filter: Filter): { picked: Overview | null; waiting: boolean } {
  const { state } = store
  const asks = question(state, filter)
  const key = asks ? JSON.stringify(asks) : ''
  useEffect(() => {
    if (asks) void fetchOverview(key, asks)
  }, [key])
  const picked = asks ? (kept.get(key) ?? null) : null
  return { picked, waiting: !!asks && !picked }
}

async function fetchOverview(key: string, asks: Record<string, unknown>, quietly = false): Promise<void> {
  if (kept.has(key) || asked.has(key)) return
  asked.add(key)
  if (!quietly) data.busy += 1
  store.tell()
  try {
    const found = await source.overview(asks)
    land.add({ places: [], sections: [], plans: [], ...found, links: asks['view'] === 'flow' ? found.links : [] })
    kept.set(key, found)
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  } catch (error) {
    if (!quietly) say(error instanceof Error ? error.message : String(error), true)
  } finally {
    asked.delete(key)
    if (!quietly) data.busy -= 1
    data.version += 1
    store.tell()
  }
}

/** The links, and all that they stand for. */
export const idsOf = (links: Link[]): Id[] => links.flatMap((link) => [link.id, ...(link.also ?? [])])

/** How many links these stand for. */
export const countOf = (links: Link[]): number => links.reduce((sum, link) => sum + 1 + (link.more ?? 0), 0)
