// What one can do to the graph picture. Each is one step of the history.

import { land, load, loadAround, loadBetween, loadText, say, source } from './data'
import type { Filter } from './filter'
import type { Relation } from './landscape'
import type { Answer, Found, Id, Link } from './model'
import { FEW, place, type Spot } from './place'
import { boxWidth } from './scene'
import { handed, store, type Shown, type State } from './state'
import { word } from './words'

export const CAP = 24
/** Neighbours that one expansion adds at most; the list beside the picture adds the others. */
export const MOST_SHOWN = 5000

const has = (state: State, id: Id): boolean => state.shown.some((one) => one[0] === id)
const english = (): boolean => store.state.language === 'en'

/** The filter of the state with the chosen plans in it. */
export function fullFilter(state: State): Filter {
  return state.plans.length ? { ...state.filter, plans: state.filter.plans.length ? state.filter.plans : state.plans } : state.filter
}

function spotOf([id, x, y]: Shown): Spot {
  return { id, x, y, width: boxWidth(land.label(id, english())) }
}

/** Lines among things as the layout sees them; a group draws its members together. */
export function tiesAmong(ids: Set<Id>): [Id, Id][] {
  const ties = new Map<string, [Id, Id]>()
  for (const id of ids) {
    for (const link of land.linksOf(id)) {
      for (const subject of link.s) {
        if (subject !== link.o && ids.has(subject) && ids.has(link.o)) ties.set(`${subject}\n${link.o}`, [subject, link.o])
      }
    }
  }
  return [...ties.keys()].sort().map((key) => ties.get(key)!)
}

/** Add things to the picture; those that are there stay where they are. */
export async function addThings(ids: Id[], patch: Partial<State> = {}, quiet = false): Promise<void> {
  const state = store.state
  const standing = state.shown.filter((one) => Number.isFinite(one[1]))
  const fresh = [...new Set(ids)].filter((id) => !standing.some((one) => one[0] === id)).slice(0, MOST_SHOWN)
  if (!fresh.length) {
    store.set(patch, quiet)
    return
  }
  const all = new Set([...standing.map((one) => one[0]), ...fresh])
  const ties = tiesAmong(all)
  const places = await placesFor(standing, fresh, ties)
  const added = fresh.map((id): Shown => [id, ...(places.get(id) ?? ([0, 0] as [number, number])), 0])
  store.set({ shown: [...standing, ...added], ...patch }, quiet)
}

async function placesFor(standing: Shown[], fresh: Id[], ties: [Id, Id][]): Promise<Map<Id, [number, number]>> {
  if (fresh.length > FEW) {
    const number = new Map(fresh.map((id, index) => [id, index]))
    const edges = ties.flatMap(([a, b]): [number, number][] => (number.has(a) && number.has(b) ? [[number.get(a)!, number.get(b)!]] : []))
    const laid = await source.layout(fresh.length, edges).catch(() => null)
    if (laid) {
      const right = standing.length ? Math.max(...standing.map((one) => one[1])) + 300 : 0
      return new Map(fresh.map((id, index) => [id, [laid[index]![0] + right, laid[index]![1]]]))
    }
  }
  return place(standing.map(spotOf), fresh.map((id) => ({ id, width: boxWidth(land.label(id, english())) })), ties)
}

/** Begin anew from some things, with what is tied to a single one of them. */
export async function startFrom(ids: Id[]): Promise<void> {
  await Promise.all(ids.map(loadAround))
  const around = ids.length === 1 ? neighboursOf(ids[0]!, CAP) : []
  store.set({ view: 'graph', shown: [], path: [] }, true)
  await addThings([...ids, ...around], { view: 'graph', selected: ids.length === 1 ? { thing: ids[0]! } : null })
}

/** Add a thing that was searched for to what is there, with its nearest where it would stand alone. */
export async function showThing(id: Id): Promise<void> {
  if (!store.state.shown.length) return startFrom([id])
  await loadAround(id)
  await addThings([id], { view: 'graph', selected: { thing: id } })
}

function neighboursOf(id: Id, most: number): Id[] {
  const relations = land.relations(id, fullFilter(store.state))
  const found: Id[] = []
  const deepest = Math.max(0, ...relations.map((relation) => relation.others.length))
  for (let rank = 0; rank < deepest; rank++) {
    for (const relation of relations) {
      const other = relation.others[rank]
      if (other && relation.p !== 'target' && !found.includes(other.id) && found.length < most) found.push(other.id)
    }
  }
  return found
}

export async function expand(id: Id, relation?: Relation, most = CAP): Promise<void> {
  await loadAround(id)
  const ids = relation ? relation.others.map((other) => other.id) : neighboursOf(id, 1000)
  const fresh = ids.filter((other) => !has(store.state, other))
  await addThings(fresh.slice(0, most), { selected: { thing: id } })
  if (fresh.length > most) say(`${word('tooMany', store.state.language)} ${most} / ${fresh.length}`)
}

/** Take away what hangs on this thing alone. */
export function collapse(id: Id): void {
  const state = store.state
  const ids = new Set(state.shown.map((one) => one[0]))
  const ties = tiesAmong(ids)
  const tied = new Map<Id, Set<Id>>()
  for (const [a, b] of ties) {
    for (const [one, other] of [[a, b], [b, a]] as const) tied.set(one, (tied.get(one) ?? new Set()).add(other))
  }
  const leaves = state.shown.filter(([other, , , pinned]) => other !== id && !pinned && tied.get(other)?.size === 1 && tied.get(other)!.has(id))
  const gone = new Set(leaves.map((one) => one[0]))
  store.set({ shown: state.shown.filter((one) => !gone.has(one[0])) })
}

export function pin(id: Id): void {
  store.set({ shown: store.state.shown.map((one): Shown => (one[0] === id ? [one[0], one[1], one[2], one[3] ? 0 : 1] : one)) })
}

export function hide(id: Id): void {
  store.set({ shown: store.state.shown.filter((one) => one[0] !== id), selected: null, path: store.state.path.filter((one) => one !== id) })
}

export function moveThing(id: Id, x: number, y: number): void {
  store.set({ shown: store.state.shown.map((one): Shown => (one[0] === id ? [id, Math.round(x), Math.round(y), 1] : one)) })
}

export function clearGraph(): void {
  store.set({ shown: [], selected: null, path: [] })
}

/** The path between two things, over what is loaded, else over the whole graph. */
export async function findPath(start: Id, end: Id): Promise<void> {
  const { language } = store.state
  let path = land.path(start, end, fullFilter(store.state))
  if (!path.length && !source.isStatic) path = (await load(`path ${start} ${end}`, () => source.path(start, end)))?.path ?? []
  if (!path.length) {
    say(word('noPath', language), true)
    return
  }
  await addThings(path, { path, selected: { links: linksAlong(path), title: `${word('pathFound', language)}：${path.map((id) => land.label(id, english())).join(' → ')}` } })
}

export function linksAlong(path: Id[]): Id[] {
  return path.slice(1).flatMap((id, index) => {
    const before = path[index]!
    const found = land.linksOf(id).filter((link) => [...link.s, link.o].includes(before) && (link.o === id || link.o === before))
    const plain = found.filter((link) => !land.isTold(link))
    return (plain.length ? plain : found).slice(0, 3).map((link) => link.id)
  })
}

/** What an answer speaks of, as a graph: nodes by IRI, names by their label. */
/** `reading` says how the answer is read, and what has to be done before there is one. */
export async function openAnswer(answer: Answer, reading = ''): Promise<void> {
  const ids = await thingsIn(answer)
  if (!ids.length) {
    say([word(answer.rows.length ? 'nothingFound' : 'noAnswer', store.state.language), reading].filter(Boolean).join(' '), true)
    return
  }
  await loadBetween(ids)
  store.set({ view: 'graph', shown: [], path: [], selected: null }, true)
  await addThings(ids, { view: 'graph', selected: null })
}

const BASE = 'https://w3id.org/cetu/id/'

async function thingsIn(answer: Answer): Promise<Id[]> {
  const cells = answer.rows.flat().filter((cell): cell is string => typeof cell === 'string')
  const iris = [...new Set(cells.filter((cell) => cell.startsWith(BASE)).map((cell) => cell.slice(BASE.length)))]
  const ends = await endsOf(iris.filter((id) => /\/(statement|support)\//.test(id)).slice(0, 400))
  const names = [...new Set(cells.filter((cell) => !cell.includes('://')).flatMap((cell) => (cell.length < 60 ? [cell, ...cell.split('、')] : [])))]
  const named = names.length ? await source.named(names.slice(0, 4000)) : []
  return [...new Set([...iris, ...ends, ...named])].filter((id) => !/\/(statement|support|mention|list)\//.test(id)).slice(0, 400)
}

/** What statements and supports tie together. */
async function endsOf(links: Id[]): Promise<Id[]> {
  if (!links.length) return []
  const bundle = await load(`links ${links.join(' ')}`, () => source.links(links))
  return (bundle?.links ?? []).filter((link) => links.includes(link.id)).flatMap((link) => [...link.s, link.o])
}

/** What the query editor handed over, opened as a graph. */
export async function openHanded(): Promise<void> {
  const { answer } = handed
  handed.answer = null
  if (answer) await openAnswer({ columns: [], rows: [answer] })
}

export function select(thing: Id | null): void {
  store.set({ selected: thing ? { thing } : null })
}

export function showEvidence(links: Id[], title: string): void {
  const missing = links.filter((id) => !land.links.has(id))
  if (missing.length) void load(`links ${missing.join(' ')}`, () => source.links(missing))
  store.set({ selected: { links, title } })
}

export function openPlan(plan: Id, at: number): void {
  store.set({ view: 'plan', plan, at })
}

/** The plan that a task (`plan/KEY/section/2.1`) is a part of. */
export const planOf = (id: Id): Id => id.slice(0, id.indexOf('/section/'))

/** A task, where its heading stands in the plan, with what is said below it. */
export async function openTask(id: Id): Promise<void> {
  const plan = planOf(id)
  const text = await loadText(plan).catch((error: unknown) => void say(error instanceof Error ? error.message : String(error), true))
  if (!text) return
  const at = text.outline.find(([section]) => section === id)?.[1] ?? 0
  const sectionOf = (link: Link) => link.section ?? land.placesOf(link)[0]?.section
  const below = [...land.links.values()].filter((link) => link.plan === plan && link.type !== 'inferred' && land.headings(sectionOf(link)).some((section) => section.id === id))
  const links = below.sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1)).map((link) => link.id)
  store.set({ view: 'plan', plan, at, selected: links.length ? { links, title: land.headingPath(id).at(-1) } : null })
}

const startOf = (link: Link): number => land.placesOf(link)[0]?.start ?? 0

/** The targets of one indicator over the years, in all plans. */
export async function openIndicator(id: Id): Promise<void> {
  await loadAround(id)
  const links = targetsWith(id)
  store.set({ view: 'timeline', indicator: id, selected: links.length ? { links: links.map((link) => link.id), title: indicatorName(id) } : null })
}

const targetsWith = (indicator: Id): Link[] =>
  [...land.links.values()].filter((link) => link.target?.indicator === indicator).sort((a, b) => (a.target!.year ?? 9999) - (b.target!.year ?? 9999) || (a.id < b.id ? -1 : 1))

export const indicatorName = (id: Id): string => (english() && land.things.get(id)?.en) || targetsWith(id)[0]?.target?.name || land.label(id, english())

/** What was found, where it is best looked at: a plan or a task in its text, an indicator over the years, all else in the graph. */
export function openFound(found: Found): Promise<void> | void {
  switch (found.kind) {
    case 'Plan': return openPlan(found.id, 0)
    case 'Task': return openTask(found.id)
    case 'Indicator': return openIndicator(found.id)
    default: return showThing(found.id)
  }
}
