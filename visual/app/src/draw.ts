// Drawing the graph picture: on a canvas that holds 30 frames a second without a GPU, and the same as SVG.

import { shorten, labelWidth, type Edge, type Node, type Scene } from './scene'
import { lookOf, term, type Language } from './words'

export interface Camera {
  x: number
  y: number
  k: number
}

export interface Focus {
  node: string | null
  edge: string | null
  near: Set<string>
  path: Set<string>
}

export interface Theme {
  dark: boolean
  ground: string
  ink: string
  quiet: string
  said: string
  collective: string
  inferred: string
  grouped: string
  accent: string
}

export const LIGHT: Theme = {
  dark: false, ground: '#ffffff', ink: '#1b2733', quiet: '#5d6b78', said: '#5b6b7a', collective: '#c46a00', inferred: '#8c9aa8', grouped: '#c46a00', accent: '#d6336c',
}
export const DARK: Theme = {
  dark: true, ground: '#12181f', ink: '#e8eef4', quiet: '#9fb0c0', said: '#8fa2b4', collective: '#e8a04a', inferred: '#65788b', grouped: '#e8a04a', accent: '#ff7aa8',
}

export const FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif'

type Outline = [number, number][]

const regular = (sides: number, turn: number): Outline =>
  Array.from({ length: sides }, (_, index) => {
    const angle = turn + (index * 2 * Math.PI) / sides
    return [Math.cos(angle) * 1.08, Math.sin(angle) * 1.08]
  })

const SHAPES: Record<string, Outline> = {
  hexagon: regular(6, 0), octagon: regular(8, Math.PI / 8), triangle: regular(3, -Math.PI / 2), diamond: regular(4, 0),
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  slant: [[-0.7, -0.8], [1.15, -0.8], [0.7, 0.8], [-1.15, 0.8]],
  page: [[-0.75, -1], [0.3, -1], [0.75, -0.55], [0.75, 1], [-0.75, 1]],
  ticket: [[-1.1, -0.7], [1.1, -0.7], [0.8, 0], [1.1, 0.7], [-1.1, 0.7], [-0.8, 0]],
}

export const outlineOf = (kind: string): Outline | null => (kind === 'Group' ? SHAPES['diamond']! : (SHAPES[lookOf(kind).shape] ?? null))

export const fillOf = (kind: string, theme: Theme): string => (kind === 'Group' ? '#f0a030' : theme.dark ? lookOf(kind).dark : lookOf(kind).fill)
export const lineOf = (kind: string, theme: Theme): string => (kind === 'Group' ? '#9a4f00' : theme.dark ? lighten(lookOf(kind).line) : lookOf(kind).line)

function lighten(colour: string): string {
  const parts = [1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.55 + 255 * 0.45))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

export const widthOf = (edge: Edge): number => (isInferred(edge) ? 1 : 1.2) + Math.max(0, edge.strength - 1) * 0.45

const isInferred = (edge: Edge): boolean => edge.manner === 'inferred' || edge.manner === 'grouped'
/** What is said of a group keeps its colour where other lines are lit. */
const ofGroup = (manner: Edge['manner']): boolean => manner === 'collective' || manner === 'grouped'
const DASHES: Record<Edge['manner'], number[]> = { said: [], collective: [9, 4], inferred: [2, 4], grouped: [2, 4] }

interface Line {
  x1: number
  y1: number
  cx: number
  cy: number
  x2: number
  y2: number
}

/** From rim to rim in the plane of the picture, bent a little where several lines join one pair. */
export function lineOfEdge(edge: Edge): Line {
  const { from, to } = edge
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.hypot(dx, dy) || 1
  const [ux, uy] = [dx / length, dy / length]
  const head = to.kind === 'Group' ? to.r : to.r + 5
  const cx = (from.x + to.x) / 2 - uy * edge.bend
  const cy = (from.y + to.y) / 2 + ux * edge.bend
  return { x1: from.x + ux * from.r, y1: from.y + uy * from.r, cx, cy, x2: to.x - ux * head, y2: to.y - uy * head }
}

export interface Paint {
  scene: Scene
  camera: Camera
  width: number
  height: number
  focus: Focus
  theme: Theme
  language: Language
  moving: boolean
}

export function paint(context: CanvasRenderingContext2D, ratio: number, all: Paint): void {
  const { scene, camera, width, height, theme } = all
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.fillStyle = theme.ground
  context.fillRect(0, 0, width, height)
  context.setTransform(ratio * camera.k, 0, 0, ratio * camera.k, ratio * camera.x, ratio * camera.y)
  const window = { left: -camera.x / camera.k - 40, top: -camera.y / camera.k - 40, right: (width - camera.x) / camera.k + 40, bottom: (height - camera.y) / camera.k + 40 }
  paintEdges(context, all, scene.edges.filter((edge) => crosses(edge, window)))
  const seen = scene.nodes.filter((node) => node.x > window.left && node.x < window.right && node.y > window.top && node.y < window.bottom)
  paintNodes(context, all, seen)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  paintLabels(context, all, seen)
}

function crosses(edge: Edge, window: { left: number; top: number; right: number; bottom: number }): boolean {
  const { from, to } = edge
  return !(
    (from.x < window.left && to.x < window.left) || (from.x > window.right && to.x > window.right) ||
    (from.y < window.top && to.y < window.top) || (from.y > window.bottom && to.y > window.bottom)
  )
}

function paintEdges(context: CanvasRenderingContext2D, { focus, theme, camera, scene, moving }: Paint, edges: Edge[]): void {
  const far = camera.k < 0.45 || (moving && scene.edges.length > 1200)
  const groups = new Map<string, Edge[]>()
  for (const edge of edges) {
    const lit = isLit(edge, focus)
    const dim = !lit && focus.near.size > 0
    const key = far ? `${edge.manner} 1 ${lit ? 2 : dim ? 0 : 1}` : `${edge.manner} ${widthOf(edge).toFixed(2)} ${lit ? 2 : dim ? 0 : 1}`
    const group = groups.get(key)
    if (group) group.push(edge)
    else groups.set(key, [edge])
  }
  for (const [key, group] of groups) {
    const [manner, width, level] = key.split(' ') as [Edge['manner'], string, string]
    context.globalAlpha = level === '0' ? 0.22 : 1
    context.strokeStyle = context.fillStyle = level === '2' && !ofGroup(manner) ? theme.accent : theme[manner]
    context.lineWidth = far ? 1 / camera.k : Number(width) * (level === '2' ? 1.5 : 1)
    context.setLineDash(far ? [] : DASHES[manner])
    context.beginPath()
    for (const edge of group) trace(context, edge, far)
    context.stroke()
    context.setLineDash([])
    if (far) continue
    context.beginPath()
    for (const edge of group) if (edge.to.kind !== 'Group') arrow(context, edge)
    context.fill()
  }
  context.globalAlpha = 1
  context.strokeStyle = theme.accent
  context.lineWidth = 1.6
  context.beginPath()
  for (const edge of edges) {
    if (!edge.wrong || far) continue
    const { cx, cy } = lineOfEdge(edge)
    context.moveTo(cx - 5, cy - 5)
    context.lineTo(cx + 5, cy + 5)
    context.moveTo(cx + 5, cy - 5)
    context.lineTo(cx - 5, cy + 5)
  }
  context.stroke()
}

const isLit = (edge: Edge, focus: Focus): boolean =>
  edge.key === focus.edge || (focus.path.has(edge.from.id) && focus.path.has(edge.to.id)) ||
  (focus.node !== null && (edge.from.id === focus.node || edge.to.id === focus.node))

function trace(context: CanvasRenderingContext2D, edge: Edge, far: boolean): void {
  if (far) {
    context.moveTo(edge.from.x, edge.from.y)
    context.lineTo(edge.to.x, edge.to.y)
    return
  }
  const { x1, y1, cx, cy, x2, y2 } = lineOfEdge(edge)
  context.moveTo(x1, y1)
  if (edge.bend) context.quadraticCurveTo(cx, cy, x2, y2)
  else context.lineTo(x2, y2)
}

function head(edge: Edge): [number, number, number, number, number, number] {
  const { cx, cy, x2, y2 } = lineOfEdge(edge)
  const length = Math.hypot(x2 - cx, y2 - cy) || 1
  const [ux, uy] = [(x2 - cx) / length, (y2 - cy) / length]
  return [x2 + ux * 4, y2 + uy * 4, x2 - ux * 5 - uy * 3.6, y2 - uy * 5 + ux * 3.6, x2 - ux * 5 + uy * 3.6, y2 - uy * 5 - ux * 3.6]
}

function arrow(context: CanvasRenderingContext2D, edge: Edge): void {
  const [x1, y1, x2, y2, x3, y3] = head(edge)
  context.moveTo(x1, y1)
  context.lineTo(x2, y2)
  context.lineTo(x3, y3)
  context.closePath()
}

function paintNodes(context: CanvasRenderingContext2D, { focus, theme, camera }: Paint, nodes: Node[]): void {
  const kinds = new Map<string, Node[]>()
  for (const node of nodes) {
    const dim = focus.near.size > 0 && !focus.near.has(node.id)
    const key = `${node.kind} ${dim ? 0 : 1}`
    const group = kinds.get(key)
    if (group) group.push(node)
    else kinds.set(key, [node])
  }
  for (const [key, group] of kinds) {
    const [kind = '', level] = key.split(' ')
    const outline = outlineOf(kind)
    context.globalAlpha = level === '0' ? 0.35 : 1
    context.fillStyle = fillOf(kind, theme)
    context.strokeStyle = lineOf(kind, theme)
    context.lineWidth = Math.max(1.6, 1 / camera.k)
    context.beginPath()
    for (const node of group) shape(context, node, outline, node.r)
    context.fill()
    context.stroke()
  }
  context.globalAlpha = 1
  context.fillStyle = theme.ink
  for (const node of nodes) {
    if (node.pinned) context.fillRect(node.x - 2, node.y - 2, 4, 4)
    if (node.id !== focus.node && !focus.path.has(node.id)) continue
    context.strokeStyle = theme.accent
    context.lineWidth = 3
    context.beginPath()
    shape(context, node, outlineOf(node.kind), node.r + 4)
    context.stroke()
  }
}

function shape(context: CanvasRenderingContext2D, node: Node, outline: Outline | null, r: number): void {
  if (!outline) {
    context.moveTo(node.x + r, node.y)
    context.arc(node.x, node.y, r, 0, 2 * Math.PI)
    return
  }
  outline.forEach(([x, y], index) => {
    if (index) context.lineTo(node.x + x * r, node.y + y * r)
    else context.moveTo(node.x + x * r, node.y + y * r)
  })
  context.closePath()
}

const CELL = 8

/** Labels from the most connected thing down, each where room is left: what lies on another is left out. */
function paintLabels(context: CanvasRenderingContext2D, { scene, focus, theme, camera, width, height, language, moving }: Paint, nodes: Node[]): void {
  const size = Math.max(11, Math.min(15, 13 * Math.sqrt(camera.k)))
  const columns = Math.ceil(width / CELL)
  const taken = new Uint8Array(columns * Math.ceil(height / CELL + 4))
  const budget = moving ? 120 : 600
  let drawn = 0
  context.font = `${size}px ${FONT}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 3
  context.strokeStyle = theme.ground
  const first = nodes.filter((node) => node.id === focus.node || focus.path.has(node.id))
  const rest = nodes.filter((node) => !first.includes(node))
  for (const node of [...first, ...rest]) {
    const text = node.kind === 'Group' ? `${term('Group', language)} ${node.members?.length ?? ''}` : node.id === focus.node ? node.label : shorten(node.label)
    if (node.kind === 'Group' && camera.k < 0.7) continue
    const half = ((labelWidth(text) / 13) * size) / 2
    const x = node.x * camera.k + camera.x
    const y = (node.y + node.r) * camera.k + camera.y + size * 0.75
    if (!room(taken, columns, x - half, y - size / 2, half * 2, size, width, height)) continue
    const dim = focus.near.size > 0 && !focus.near.has(node.id)
    context.globalAlpha = dim ? 0.35 : 1
    context.fillStyle = node.kind === 'Group' ? theme.collective : theme.ink
    if (!moving || scene.nodes.length < 400) context.strokeText(text, x, y)
    context.fillText(text, x, y)
    if (++drawn >= budget) break
  }
  context.globalAlpha = 1
  paintWords(context, { scene, focus, theme, camera, language, moving }, taken, columns, width, height)
}

/** What the lines say, where they are few, or on the ones that are looked at. */
function paintWords(context: CanvasRenderingContext2D, { scene, focus, theme, camera, language, moving }: Omit<Paint, 'width' | 'height'>, taken: Uint8Array, columns: number, width: number, height: number): void {
  if (moving && scene.edges.length > 80) return
  const few = scene.edges.length <= 60 && camera.k > 0.75
  context.font = `11px ${FONT}`
  const lit = scene.edges.filter((edge) => isLit(edge, focus)).length
  for (const edge of scene.edges) {
    const told = edge.key === focus.edge || few || (edge.judged && camera.k > 0.6) || (isLit(edge, focus) && (lit <= 14 || !isInferred(edge)))
    if (edge.to.kind === 'Group' || !told) continue
    const { cx, cy } = lineOfEdge(edge)
    const text = `${term(edge.p, language)}${edge.wrong ? ' ✗' : edge.judged ? ' ✓' : ''}`
    const [x, y] = [cx * camera.k + camera.x, cy * camera.k + camera.y]
    const half = labelWidth(text) * 0.43
    if (!room(taken, columns, x - half, y - 6, half * 2, 12, width, height)) continue
    context.strokeText(text, x, y)
    context.fillStyle = isLit(edge, focus) && !ofGroup(edge.manner) ? theme.accent : theme[edge.manner]
    context.fillText(text, x, y)
  }
}

function room(taken: Uint8Array, columns: number, left: number, top: number, wide: number, high: number, width: number, height: number): boolean {
  if (left + wide < 0 || left > width || top + high < 0 || top > height) return false
  const [c1, c2] = [Math.max(0, Math.floor(left / CELL)), Math.min(columns - 1, Math.floor((left + wide) / CELL))]
  const [r1, r2] = [Math.max(0, Math.floor(top / CELL)), Math.max(0, Math.floor((top + high) / CELL))]
  for (let row = r1; row <= r2; row++) for (let column = c1; column <= c2; column++) if (taken[row * columns + column]) return false
  for (let row = r1; row <= r2; row++) taken.fill(1, row * columns + c1, row * columns + c2 + 1)
  return true
}

/** The node, else the edge, under a point of the screen. */
export function hit(scene: Scene, camera: Camera, x: number, y: number): { node?: Node; edge?: Edge } {
  const [px, py] = [(x - camera.x) / camera.k, (y - camera.y) / camera.k]
  let best: Node | undefined
  for (const node of scene.nodes) {
    const reach = Math.max(node.r + 3, 9 / camera.k)
    const onLabel = camera.k > 0.5 && Math.abs(px - node.x) < labelWidth(shorten(node.label)) / 2 && py > node.y && py < node.y + node.r + 18
    if (Math.hypot(px - node.x, py - node.y) <= reach || (onLabel && !best)) best = node
  }
  if (best) return { node: best }
  let nearest = 7 / camera.k
  let edge: Edge | undefined
  for (const one of scene.edges) {
    const { x1, y1, cx, cy, x2, y2 } = lineOfEdge(one)
    const mid: [number, number] = one.bend ? [x1 / 4 + cx / 2 + x2 / 4, y1 / 4 + cy / 2 + y2 / 4] : [(x1 + x2) / 2, (y1 + y2) / 2]
    const away = Math.min(distance(px, py, x1, y1, ...mid), distance(px, py, ...mid, x2, y2))
    if (away < nearest) [nearest, edge] = [away, one]
  }
  return edge ? { edge } : {}
}

function distance(px: number, py: number, x1: number, y1: number, x2: number, y2: number): number {
  const square = (x2 - x1) ** 2 + (y2 - y1) ** 2
  const t = square ? Math.max(0, Math.min(1, ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / square)) : 0
  return Math.hypot(px - x1 - t * (x2 - x1), py - y1 - t * (y2 - y1))
}

export function bounds(nodes: Node[]): { left: number; top: number; right: number; bottom: number } {
  if (!nodes.length) return { left: -100, top: -100, right: 100, bottom: 100 }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const node of nodes) {
    const half = Math.max(node.r, labelWidth(shorten(node.label)) / 2)
    left = Math.min(left, node.x - half)
    right = Math.max(right, node.x + half)
    top = Math.min(top, node.y - node.r)
    bottom = Math.max(bottom, node.y + node.r + 20)
  }
  return { left, top, right, bottom }
}

export function fitting(nodes: Node[], width: number, height: number): Camera {
  const box = bounds(nodes)
  const [side, top, bottom] = height > 400 ? [24, 52, 92] : [12, 12, 12] // room for tools and legend
  const k = Math.min(1.25, (width - 2 * side) / (box.right - box.left), (height - top - bottom) / (box.bottom - box.top))
  return { k, x: width / 2 - (k * (box.left + box.right)) / 2, y: (height + top - bottom) / 2 - (k * (box.top + box.bottom)) / 2 }
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)

/** The whole picture as an SVG document. */
export function toSvg(scene: Scene, theme: Theme, language: Language): string {
  const box = bounds(scene.nodes)
  const [width, height] = [box.right - box.left + 60, box.bottom - box.top + 60]
  const marks: string[] = []
  const parts = scene.edges.map((edge) => {
    const { x1, y1, cx, cy, x2, y2 } = lineOfEdge(edge)
    const dash = DASHES[edge.manner].length ? ` stroke-dasharray="${DASHES[edge.manner].join(' ')}"` : ''
    const path = `<path d="M${round(x1)} ${round(y1)}Q${round(cx)} ${round(cy)} ${round(x2)} ${round(y2)}" fill="none" stroke="${theme[edge.manner]}" stroke-width="${widthOf(edge).toFixed(1)}"${dash}><title>${escape(`${edge.from.label} ${term(edge.p, language)} ${edge.to.label}`)}</title></path>`
    if (edge.judged) marks.push(`<text x="${round(cx)}" y="${round(cy)}" text-anchor="middle" font-size="11" fill="${edge.wrong ? theme.accent : theme.quiet}" stroke="${theme.ground}" stroke-width="3" paint-order="stroke">${escape(`${term(edge.p, language)} ${edge.wrong ? '✗' : '✓'}`)}</text>`)
    return edge.to.kind === 'Group' ? path : `${path}<polygon points="${head(edge).map(round).join(' ')}" fill="${theme[edge.manner]}"/>`
  })
  for (const node of scene.nodes) {
    const outline = outlineOf(node.kind)
    const paint = `fill="${fillOf(node.kind, theme)}" stroke="${lineOf(node.kind, theme)}" stroke-width="1.6"`
    parts.push(outline ? `<polygon points="${outline.map(([x, y]) => `${round(node.x + x * node.r)},${round(node.y + y * node.r)}`).join(' ')}" ${paint}/>` : `<circle cx="${round(node.x)}" cy="${round(node.y)}" r="${round(node.r)}" ${paint}/>`)
    const text = node.kind === 'Group' ? `${term('Group', language)} ${node.members?.length ?? ''}` : node.label
    parts.push(`<text x="${round(node.x)}" y="${round(node.y + node.r + 14)}" text-anchor="middle" font-size="13" fill="${theme.ink}" stroke="${theme.ground}" stroke-width="3" paint-order="stroke" stroke-linejoin="round">${escape(text)}</text>`)
  }
  parts.push(...marks)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(box.left - 30)} ${round(box.top - 30)} ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="${escape(FONT)}"><rect x="${round(box.left - 30)}" y="${round(box.top - 30)}" width="100%" height="100%" fill="${theme.ground}"/>${parts.join('')}</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10
