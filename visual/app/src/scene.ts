// The graph picture as values: nodes and edges in the plane. Drawing them, on canvas or as SVG, is `draw.ts`'s.

import { passes, type Filter } from './filter'
import type { Landscape } from './landscape'
import type { Id, Link } from './model'
import type { Shown } from './state'

export interface Node {
  id: Id
  kind: string
  label: string
  x: number
  y: number
  r: number
  pinned: boolean
  degree: number
  members?: Id[]
}

/** A line: `said` of each, `collective` into or out of a group's node, `inferred`, or inferred of one of a group
 * (`grouped`), of which nobody says that it is this one. */
export interface Edge {
  key: string
  from: Node
  to: Node
  p: string
  manner: 'said' | 'collective' | 'inferred' | 'grouped'
  links: Id[]
  strength: number
  bend: number
  wrong: boolean
  judged: boolean
}

export interface Scene {
  nodes: Node[]
  edges: Edge[]
  byId: Map<Id, Node>
  hidden: number
}

const WIDE = 13
const NARROW = 7.4

const widthOf = (character: string): number => (character.charCodeAt(0) > 0x2e7f ? WIDE : NARROW)

/** In a font of 13 px. */
export const labelWidth = (label: string): number => {
  let width = 0
  for (const character of label) width += widthOf(character)
  return width
}

/** Cut to the room that `most` Chinese characters take. */
export const shorten = (label: string, most = 15): string => {
  const room = most * WIDE
  if (labelWidth(label) <= room) return label
  let [kept, width] = ['', WIDE]
  for (const character of label) {
    width += widthOf(character)
    if (width > room) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

export const boxWidth = (label: string): number => Math.max(34, labelWidth(shorten(label)) + 10)

export function compose(land: Landscape, shown: Shown[], filter: Filter, english: boolean): Scene {
  const byId = new Map<Id, Node>()
  let hidden = 0
  for (const [id, x, y, pinned] of shown) {
    const kind = land.kind(id)
    if (filter.kinds.length && !filter.kinds.includes(kind)) {
      hidden += 1
      continue
    }
    byId.set(id, { id, kind, label: land.label(id, english), x, y, r: 8, pinned: !!pinned, degree: 0 })
  }
  const edges = new Map<string, Edge>()
  const links = new Set<Link>()
  for (const id of byId.keys()) for (const link of land.linksOf(id)) links.add(link)
  for (const link of [...links].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (passes(link, { ...filter, kinds: [] }, land) && !land.isTold(link)) lay(link, land, byId, edges)
  }
  const told = [...edges.values()]
  settle(told, byId)
  return { nodes: [...byId.values()].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1)), edges: told, byId, hidden }
}

function lay(link: Link, land: Landscape, byId: Map<Id, Node>, edges: Map<string, Edge>): void {
  const to = byId.get(link.o)
  const from = link.s.flatMap((id) => byId.get(id) ?? []).filter((node) => node !== to)
  if (!to || !from.length) return
  if (link.reading !== 'collective' || link.s.length === 1) {
    const manner = link.type === 'inferred' ? (link.reading === 'collective' ? 'grouped' : 'inferred') : link.reading === 'collective' ? 'collective' : 'said'
    join(edges, from[0]!, to, link, manner, land)
    return
  }
  const key = ['group', link.plan, link.p, ...link.s].join('|')
  let group = byId.get(key)
  if (!group) {
    group = { id: key, kind: 'Group', label: '', x: 0, y: 0, r: 6, pinned: false, degree: 0, members: link.s }
    byId.set(key, group)
  }
  for (const node of from) join(edges, node, group, link, 'collective', land)
  join(edges, group, to, link, 'collective', land)
}

function join(edges: Map<string, Edge>, from: Node, to: Node, link: Link, manner: Edge['manner'], land: Landscape): void {
  const key = [from.id, to.id, link.p, manner].join('\n')
  const known = edges.get(key)
  const wrong = land.isWrong(link)
  if (known) {
    if (!known.links.includes(link.id)) known.links.push(link.id)
    known.strength = Math.max(known.strength, land.strength(link))
    known.wrong = known.wrong && wrong
    known.judged ||= land.isJudged(link)
  } else edges.set(key, { key, from, to, p: link.p, manner, links: [link.id], strength: land.strength(link), bend: 0, wrong, judged: land.isJudged(link) })
}

const CLEAR = 46

/** Move a group's node off the thing that it would lie on: the only member in the picture, say. */
function aside(group: Node, index: number, byId: Map<Id, Node>): void {
  for (const node of byId.values()) {
    const [dx, dy] = [group.x - node.x, group.y - node.y]
    const away = Math.hypot(dx, dy)
    if (node.kind === 'Group' || away >= CLEAR * 0.75) continue
    const angle = (away > 1 ? Math.atan2(dy, dx) : -1.2) + ((index % 5) - 2) * 0.55
    group.x = node.x + CLEAR * Math.cos(angle)
    group.y = node.y + CLEAR * Math.sin(angle)
    return
  }
}

/** Degrees and sizes; lines of one pair beside one another; groups between their members and what is said of them. */
function settle(edges: Edge[], byId: Map<Id, Node>): void {
  const lanes = new Map<string, Edge[]>()
  for (const edge of edges) {
    edge.from.degree += 1
    edge.to.degree += 1
    const pair = [edge.from.id, edge.to.id].sort().join('\n')
    const lane = lanes.get(pair)
    if (lane) lane.push(edge)
    else lanes.set(pair, [edge])
  }
  for (const lane of lanes.values()) {
    lane.forEach((edge, index) => {
      const side = edge.from.id < edge.to.id ? 1 : -1
      edge.bend = side * (index - (lane.length - 1) / 2) * 26
    })
  }
  const around = new Map<Node, { x: number; y: number; count: number }[]>()
  for (const edge of edges) {
    for (const [group, other, into] of [[edge.from, edge.to, 1], [edge.to, edge.from, 0]] as const) {
      if (group.kind !== 'Group') continue
      const sums = around.get(group) ?? [{ x: 0, y: 0, count: 0 }, { x: 0, y: 0, count: 0 }]
      const sum = sums[into]!
      sum.x += other.x
      sum.y += other.y
      sum.count += 1
      around.set(group, sums)
    }
  }
  for (const [group, sums] of around) {
    const centres = sums.filter((sum) => sum.count).map((sum) => ({ x: sum.x / sum.count, y: sum.y / sum.count }))
    group.x = centres.reduce((total, centre) => total + centre.x, 0) / centres.length
    group.y = centres.reduce((total, centre) => total + centre.y, 0) / centres.length
  }
  ;[...around.keys()].forEach((group, index) => aside(group, index, byId))
  for (const node of byId.values()) if (node.kind !== 'Group') node.r = 8 + Math.min(8, Math.sqrt(node.degree) * 1.5)
}
