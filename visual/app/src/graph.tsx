// The graph view: the picture on a canvas, with mouse and keys; the list beside it says the same to a screen reader.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import * as act from './actions'
import { data, land, loadBetween, useData } from './data'
import { fitting, hit, paint, type Camera, type Focus } from './draw'
import type { Filter } from './filter'
import { themeNow, useWords } from './parts'
import { boxWidth, compose, type Edge, type Node, type Scene } from './scene'
import { store, useStore, type Shown } from './state'
import { Start } from './start'
import { Legend } from './legend'
import { term } from './words'

/** What the graph shows now, for the export. */
export const graphNow: { scene: Scene | null } = { scene: null }

export function GraphView({ filter }: { filter: Filter }) {
  const version = useData()
  const state = useStore()
  const say_ = useWords()
  const scene = useMemo(
    () => compose(land, state.shown, filter, state.language === 'en'),
    [version, state.shown, filter, state.language],
  )
  graphNow.scene = scene
  useEffect(() => void settleUnplaced(state.shown), [state.shown, version])
  if (!state.shown.length) return state.compare && data.busy ? <p class="quiet empty">{say_('loading')}</p> : <Start />
  return (
    <div class="graph">
      <Picture scene={scene} />
      <Tools scene={scene} />
      <Legend />
      {scene.hidden > 0 && <p class="note">{scene.hidden} {say_('filteredOut')}</p>}
    </div>
  )
}

let settling = false

/** Things that an address names without a place: load what is around them, and find them one. */
async function settleUnplaced(shown: Shown[]): Promise<void> {
  const lost = shown.filter((one) => !Number.isFinite(one[1]) || one[1] === null)
  if (!lost.length || settling) return
  settling = true
  const ids = lost.map((one) => one[0])
  if (ids.length === 1 && shown.length === 1) await act.startFrom(ids)
  else {
    await loadBetween(ids)
    await act.addThings(ids, {}, true)
  }
  settling = false
}

function Picture({ scene }: { scene: Scene }) {
  const state = useStore()
  const say_ = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const camera = useRef<Camera>({ x: 0, y: 0, k: 1 })
  const size = useRef({ width: 0, height: 0 })
  const hovered = useRef<{ node?: Node; edge?: Edge }>({})
  const moving = useRef(0)
  const queued = useRef(0)
  const fitted = useRef('')
  const [, rerender] = useState(0)

  const draw = () => {
    queued.current = 0
    const context = canvas.current?.getContext('2d', { alpha: false })
    if (!context) return
    const { width, height } = size.current
    paint(context, devicePixelRatio, {
      scene, camera: camera.current, width, height, focus: focusOf(scene, hovered.current), theme: themeNow(),
      language: state.language, moving: performance.now() < moving.current,
    })
  }
  const ask = (isMoving = false) => {
    if (isMoving) {
      moving.current = performance.now() + 140
      clearTimeout(settle.current)
      settle.current = setTimeout(() => ask(), 160) as unknown as number
    }
    if (!queued.current) queued.current = requestAnimationFrame(draw)
  }
  const settle = useRef(0)
  const fit = () => {
    camera.current = fitting(scene.nodes, size.current.width, size.current.height)
    ask()
  }
  const glide = () => {
    const [from, to] = [camera.current, fitting(scene.nodes, size.current.width, size.current.height)]
    const began = performance.now()
    const step = () => {
      const part = still() ? 1 : Math.min(1, (performance.now() - began) / GLIDE)
      const eased = 1 - (1 - part) ** 3
      const between = (a: number, b: number) => a + (b - a) * eased
      camera.current = { x: between(from.x, to.x), y: between(from.y, to.y), k: between(from.k, to.k) }
      ask(part < 1)
      if (part < 1) requestAnimationFrame(step)
    }
    step()
  }
  const drawRef = useRef({ draw, ask, fit, scene })
  drawRef.current = { draw, ask, fit, scene }

  useLayoutEffect(() => {
    const element = canvas.current!
    const measure = () => {
      const box = element.parentElement!.getBoundingClientRect()
      size.current = { width: box.width, height: box.height }
      element.width = Math.round(box.width * devicePixelRatio)
      element.height = Math.round(box.height * devicePixelRatio)
      drawRef.current.ask()
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element.parentElement!)
    pictureNow.fit = () => drawRef.current.fit()
    pictureNow.zoom = (by) => zoom(by, size.current.width / 2, size.current.height / 2)
    return () => observer.disconnect()
  }, [])
  // The first picture, and one that nothing is left of, is fitted to the window; where something new would lie outside
  // or under the tools, the window draws back to it while all things stay where they are.
  useLayoutEffect(() => {
    const placed = scene.nodes.filter((node) => Number.isFinite(node.x))
    const kept = placed.some((node) => fitted.current.includes(`|${node.id}|`))
    const fresh = placed.filter((node) => node.kind !== 'Group' && !fitted.current.includes(`|${node.id}|`))
    if (placed.length && !kept) fit()
    else if (fresh.some((node) => !isInside(node, camera.current, size.current))) glide()
    fitted.current = placed.map((node) => `|${node.id}|`).join('')
    ask()
  }, [scene])
  useEffect(() => ask())

  const at = (event: MouseEvent) => {
    const box = canvas.current!.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const zoom = (by: number, x: number, y: number) => {
    const { current } = camera
    const k = Math.max(0.04, Math.min(4, current.k * by))
    camera.current = { k, x: x - ((x - current.x) * k) / current.k, y: y - ((y - current.y) * k) / current.k }
    drawRef.current.ask(true)
  }
  useEffect(() => {
    const element = canvas.current!
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      const point = at(event)
      zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), point.x, point.y)
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [])

  const drag = useRef<{ node: Node | null; x: number; y: number; far: boolean } | null>(null)
  const onDown = (event: PointerEvent) => {
    if (event.button) return
    const point = at(event)
    const { node } = hit(scene, camera.current, point.x, point.y)
    drag.current = { node: node && node.kind !== 'Group' ? node : null, ...point, far: false }
    canvas.current!.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent) => {
    const point = at(event)
    const held = drag.current
    if (!held) {
      const found = hit(scene, camera.current, point.x, point.y)
      if (found.node !== hovered.current.node || found.edge !== hovered.current.edge) {
        hovered.current = found
        canvas.current!.style.cursor = found.node || found.edge ? 'pointer' : 'grab'
        canvas.current!.title = found.edge ? `${found.edge.from.label || '…'} ${term(found.edge.p, state.language)} ${found.edge.to.label || '…'}` : (found.node?.label ?? '')
        ask()
      }
      return
    }
    const [dx, dy] = [point.x - held.x, point.y - held.y]
    if (!held.far && Math.hypot(dx, dy) < 4) return
    held.far = true
    if (held.node) {
      held.node.x += dx / camera.current.k
      held.node.y += dy / camera.current.k
    } else camera.current = { ...camera.current, x: camera.current.x + dx, y: camera.current.y + dy }
    held.x = point.x
    held.y = point.y
    ask(true)
  }
  const onUp = (event: PointerEvent) => {
    const held = drag.current
    drag.current = null
    if (!held) return
    if (held.far) {
      if (held.node) act.moveThing(held.node.id, held.node.x, held.node.y)
      return
    }
    const point = at(event)
    const { node, edge } = hit(scene, camera.current, point.x, point.y)
    if (node) pick(node)
    else if (edge) pickEdge(edge)
    else act.select(null)
  }
  const onKey = (event: KeyboardEvent) => {
    const { selected } = store.state
    const id = selected && 'thing' in selected ? selected.thing : null
    const turn = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] as [number, number] | undefined
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (turn) walk(scene, id, turn)
    else if (event.key === '+' || event.key === '=') zoom(1.25, size.current.width / 2, size.current.height / 2)
    else if (event.key === '-') zoom(0.8, size.current.width / 2, size.current.height / 2)
    else if (event.key === '0') fit()
    else if (id && event.key === 'e') void act.expand(id)
    else if (id && event.key === 'c') act.collapse(id)
    else if (id && event.key === 'p') act.pin(id)
    else if (id && (event.key === 'h' || event.key === 'Delete')) act.hide(id)
    else return
    event.preventDefault()
    rerender((count) => count + 1)
  }
  const { selected } = state
  const chosen = selected && 'thing' in selected ? land.label(selected.thing, state.language === 'en') : ''
  return (
    <>
      <canvas ref={canvas} class="picture" tabIndex={0} role="application" aria-roledescription={say_('graph')}
        aria-label={`${say_('graph')}：${scene.byId.size} ${say_('things')}${chosen ? `，${chosen}` : ''}`}
        onPointerDown={onDown} onPointerMove={onMove} onPointerUp={onUp} onKeyDown={onKey}
        onDblClick={(event) => { const point = at(event); const { node } = hit(scene, camera.current, point.x, point.y); if (node && node.kind !== 'Group') void act.expand(node.id) }} />
      <p class="sr" role="status">{chosen}</p>
    </>
  )
}

export const pictureNow = { fit: (): void => undefined, zoom: (_: number): void => undefined }

/** Choosing a node; while a path is looked for, its other end. */
export const pathing: { from: string | null } = { from: null }

function pick(node: Node): void {
  if (pathing.from && node.kind !== 'Group') {
    const from = pathing.from
    pathing.from = null
    void act.findPath(from, node.id)
  } else if (node.kind === 'Group') {
    const edges = graphNow.scene?.edges.filter((edge) => edge.from === node) ?? []
    act.showEvidence(edges.flatMap((edge) => edge.links), `${term('Group', store.state.language)} ${node.members?.length ?? ''}`)
  } else act.select(node.id)
}

function pickEdge(edge: Edge): void {
  const { language } = store.state
  const name = (node: Node) => (node.kind === 'Group' ? `${term('Group', language)} ${node.members?.length ?? ''}` : node.label)
  act.showEvidence(edge.links, `${name(edge.from)} ${term(edge.p, language)} ${name(edge.to)}`)
}

/** Milliseconds in which the window draws back. */
const GLIDE = 260

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Whether a thing lies in the window, clear of the tools above. */
function isInside(node: Node, camera: Camera, size: { width: number; height: number }): boolean {
  const [x, y] = [node.x * camera.k + camera.x, node.y * camera.k + camera.y]
  const side = boxWidth(node.label) / 2.5 * camera.k
  return x > side && x < size.width - side && y > (size.height > 400 ? 48 : 8) && y < size.height - 24
}

function focusOf(scene: Scene, hovered: { node?: Node; edge?: Edge }): Focus {
  const { selected, path } = store.state
  const node = hovered.node?.id ?? (selected && 'thing' in selected ? selected.thing : null)
  const links = selected && 'links' in selected ? new Set(selected.links) : null
  const edge = hovered.edge ?? (links ? scene.edges.find((one) => one.links.some((link) => links.has(link))) : undefined)
  const near = new Set<string>()
  if (node && scene.byId.has(node)) {
    near.add(node)
    for (const one of scene.edges) {
      if (one.from.id !== node && one.to.id !== node) continue
      for (const end of [one.from, one.to]) near.add(end.id)
    }
    for (const group of [...near].flatMap((id) => scene.byId.get(id) ?? []).filter((one) => one.kind === 'Group')) {
      for (const one of scene.edges) if (one.from === group || one.to === group) [one.from, one.to].forEach((end) => near.add(end.id))
    }
  }
  if (edge && !node) [edge.from, edge.to].forEach((end) => near.add(end.id))
  for (const id of path) near.add(id)
  return { node: node && scene.byId.has(node) ? node : null, edge: edge?.key ?? null, near, path: new Set(path.filter((id) => scene.byId.has(id))) }
}

/** The nearest thing in a direction. */
function walk(scene: Scene, id: string | null, [dx, dy]: [number, number]): void {
  const nodes = scene.nodes.filter((node) => node.kind !== 'Group')
  const from = nodes.find((node) => node.id === id)
  if (!from) {
    if (nodes[0]) act.select(nodes[0].id)
    return
  }
  let best: Node | undefined
  let least = Infinity
  for (const node of nodes) {
    const [x, y] = [node.x - from.x, node.y - from.y]
    const ahead = x * dx + y * dy
    if (node === from || ahead <= 0) continue
    const cost = Math.hypot(x, y) + 2 * Math.abs(x * dy - y * dx)
    if (cost < least) [least, best] = [cost, node]
  }
  if (best) act.select(best.id)
}

function Tools({ scene }: { scene: Scene }) {
  const say_ = useWords()
  const { selected } = useStore()
  const [, again] = useState(0)
  const id = selected && 'thing' in selected ? selected.thing : null
  const isPinned = id ? scene.byId.get(id)?.pinned : false
  const there = !!id && scene.byId.has(id)
  return (
    <div class="tools" role="toolbar" aria-label={say_('graph')}>
      <button type="button" disabled={!there} onClick={() => void act.expand(id!)}>{say_('expand')}<kbd>E</kbd></button>
      <button type="button" disabled={!there} onClick={() => act.collapse(id!)}>{say_('collapse')}<kbd>C</kbd></button>
      <button type="button" disabled={!there} aria-pressed={!!isPinned} onClick={() => act.pin(id!)}>{say_(isPinned ? 'unpin' : 'pin')}<kbd>P</kbd></button>
      <button type="button" disabled={!there} onClick={() => act.hide(id!)}>{say_('hide')}<kbd>H</kbd></button>
      <button type="button" disabled={!there} aria-pressed={pathing.from !== null} onClick={() => { pathing.from = pathing.from ? null : id; again((count) => count + 1); store.tell() }}>{say_('pathFrom')}</button>
      <span class="gap" />
      <button type="button" onClick={() => pictureNow.zoom(1.25)} aria-label="+">＋</button>
      <button type="button" onClick={() => pictureNow.zoom(0.8)} aria-label="−">－</button>
      <button type="button" onClick={() => pictureNow.fit()}>{say_('fit')}<kbd>0</kbd></button>
      <button type="button" onClick={() => act.clearGraph()}>{say_('clear')}</button>
    </div>
  )
}
