// The flow: tasks to their technologies, these to the clusters and industries that support them, and on to the regions.

import { sankey, sankeyLinkHorizontal, type SankeyGraph } from 'd3-sankey'
import { useMemo } from 'preact/hooks'
import { select, showEvidence } from './actions'
import { land, useData } from './data'
import { fillOf, FONT, lineOf } from './draw'
import type { Filter } from './filter'
import type { Id, Link } from './model'
import { linksNow, useOverview } from './overview'
import { themeNow, useWords } from './parts'
import { Gathering, Picked } from './picked'
import { shorten } from './scene'
import { store, useStore } from './state'
import { term, word } from './words'

interface FlowNode {
  id: Id
  kind: string
  layer: number
}

interface FlowLink {
  source: string
  target: string
  value: number
  links: Id[]
}

export interface Flow {
  nodes: FlowNode[]
  links: FlowLink[]
  left: number
}

const LAYERS = { Task: 0, Technology: 1, Cluster: 2, Industry: 2, Region: 3 } as const

/** The `most` technologies that clusters or regions support most, with their tasks, clusters and regions. */
export function flowOf(filter: Filter, most: number): Flow {
  const links = linksNow(filter)
  const supporters = new Map<Id, Link[]>()
  for (const link of links) {
    if (link.type === 'inferred' && ['Cluster', 'Industry', 'Region'].includes(land.kind(link.s[0]!)) && !['narrower', 'within'].includes(link.route ?? '')) {
      supporters.set(link.o, [...(supporters.get(link.o) ?? []), link])
    }
  }
  const ranked = [...supporters].sort((a, b) => weigh(b[1]) - weigh(a[1]) || (a[0] < b[0] ? -1 : 1))
  const chosen = new Map(ranked.slice(0, most))
  const flows = new Map<string, FlowLink>()
  const nodes = new Map<string, FlowNode>()
  const add = (source: Id, target: Id, link: Id) => {
    for (const id of [source, target]) nodes.set(id, { id, kind: kindOf(id), layer: layerOf(id) })
    const key = `${source}\n${target}`
    const known = flows.get(key) ?? { source, target, value: 0, links: [] }
    if (!known.links.includes(link)) {
      known.links.push(link)
      known.value += 1
    }
    flows.set(key, known)
  }
  for (const [technology, supports] of chosen) {
    for (const link of supports) {
      add(technology, link.s[0]!, link.id)
      const steps = (link.steps ?? []).flatMap((step) => land.links.get(step) ?? [])
      for (const step of steps) {
        const task = land.headings(step.section).filter((section) => section.task).at(-1)
        if (task) add(task.id, technology, step.id)
      }
    }
  }
  for (const link of links) {
    if (link.type === 'said' && link.p === 'hasCluster' && nodes.has(link.o)) for (const region of link.s) add(link.o, region, link.id)
  }
  const thin = thinned([...flows.values()], nodes)
  return { nodes: [...nodes.values()], links: thin, left: ranked.length - chosen.size }
}

const MOST_IN_LAYER = { 0: 24, 2: 22, 3: 24 } as Record<number, number>

/** Of tasks, clusters and regions the busiest; all others of a layer are one node, for nobody could tell them apart. */
function thinned(flows: FlowLink[], nodes: Map<string, FlowNode>): FlowLink[] {
  const weight = new Map<string, number>()
  for (const flow of flows) for (const id of [flow.source, flow.target]) weight.set(id, (weight.get(id) ?? 0) + flow.value)
  const merged = new Map<string, string>()
  for (const [layer, most] of Object.entries(MOST_IN_LAYER)) {
    const those = [...nodes.values()].filter((node) => node.layer === Number(layer)).sort((a, b) => weight.get(b.id)! - weight.get(a.id)! || (a.id < b.id ? -1 : 1))
    const rest = those.slice(most)
    if (rest.length < 2) continue
    const id = `${OTHERS}${layer}/${rest.length}`
    nodes.set(id, { id, kind: rest[0]!.kind, layer: Number(layer) })
    for (const node of rest) {
      merged.set(node.id, id)
      nodes.delete(node.id)
    }
  }
  if (!merged.size) return flows
  const found = new Map<string, FlowLink>()
  for (const flow of flows) {
    const [source, target] = [merged.get(flow.source) ?? flow.source, merged.get(flow.target) ?? flow.target]
    const key = `${source}\n${target}`
    const known = found.get(key) ?? { source, target, value: 0, links: [] }
    known.links = [...new Set([...known.links, ...flow.links])]
    known.value = known.links.length
    found.set(key, known)
  }
  return [...found.values()]
}

const OTHERS = 'others/'

const weigh = (links: Link[]): number => links.reduce((sum, link) => sum + (link.strength ?? 1) + (land.kind(link.s[0]!) === 'Region' ? 3 : 0), 0)

const kindOf = (id: Id): string => (land.sections.has(id) ? 'Task' : land.kind(id))
const layerOf = (id: Id): number => LAYERS[kindOf(id) as keyof typeof LAYERS] ?? 1

export const flowName = (id: Id): string => id.startsWith(OTHERS) ? `${word('others', store.state.language)} ${id.slice(id.lastIndexOf('/') + 1)}` : land.sections.get(id)?.heading ?? land.label(id, store.state.language === 'en')

export function FlowView({ filter }: { filter: Filter }) {
  const version = useData()
  const state = useStore()
  const say = useWords()
  const { picked, waiting } = useOverview(filter)
  const flow = useMemo(() => flowOf(filter, state.tasks), [version, filter, state.tasks, state.language, picked])
  const left = picked ? (picked.told['technologies'] as [number, number])[1] - state.tasks : flow.left
  const laid = useMemo(() => (flow.links.length ? layFlow(flow) : null), [flow])
  return (
    <div class="flow scroll">
      <div class="controls">
        <label>{say('topN')} <input type="range" min="6" max="80" step="2" value={state.tasks} onChange={(event) => store.set({ tasks: Number(event.currentTarget.value) })} /> {state.tasks}{left > 0 && ` / ${left + state.tasks}`}</label>
        <span class="quiet">{say('flowHint')}</span>
      </div>
      {picked && <Picked picked={picked} />}
      {laid ? <Sankey laid={laid} /> : waiting ? <Gathering /> : <p class="quiet empty">{say('noFlow')}</p>}
    </div>
  )
}

const WIDTH = 940
const SIDE = 150

type Laid = SankeyGraph<FlowNode, FlowLink> & { height: number }

function layFlow(flow: Flow): Laid {
  const tallest = Math.max(...[0, 1, 2, 3].map((layer) => flow.nodes.filter((node) => node.layer === layer).length))
  const height = Math.max(420, tallest * 25 + 60)
  const layers = [...new Set(flow.nodes.map((node) => node.layer))].sort()
  const layout = sankey<FlowNode, FlowLink>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => layers.indexOf((node as unknown as FlowNode).layer))
    .nodeWidth(12)
    .nodePadding(11)
    .extent([[SIDE + 10, 44], [WIDTH - SIDE, height - 14]])
  const graph = layout({ nodes: flow.nodes.map((node) => ({ ...node })), links: flow.links.map((link) => ({ ...link })) })
  return Object.assign(graph, { height })
}

function Sankey({ laid }: { laid: Laid }) {
  const say = useWords()
  const { language } = useStore()
  const theme = themeNow()
  const path = sankeyLinkHorizontal<FlowNode, FlowLink>()
  const heads = [...new Map(laid.nodes.map((node) => [node.layer, node])).values()].sort((a, b) => a.layer - b.layer)
  const key = (event: KeyboardEvent, open: () => void) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    open()
  }
  return (
    <svg class="figure" viewBox={`0 0 ${WIDTH} ${laid.height}`} width={WIDTH} height={laid.height} role="group" aria-label={say('flow')} font-family={FONT} font-size="12.5">
      <rect width={WIDTH} height={laid.height} fill={theme.ground} />
      {heads.map((node) => <text key={layerOf(node.id)} x={(node.x0! + node.x1!) / 2} y="22" text-anchor="middle" fill={theme.quiet} font-weight="600">{LAYERS[node.kind as keyof typeof LAYERS] === 2 ? say('clusters') : term(node.kind, language)}</text>)}
      <g fill="none">
        {laid.links.map((link, index) => {
          const [source, target] = [link.source as FlowNode, link.target as FlowNode]
          const judged = link.links.some((id) => land.links.has(id) && land.isJudged(land.links.get(id)!))
          const told = `${flowName(source.id)} → ${flowName(target.id)}：${link.value}${judged ? ` ✓ ${say('judge')}` : ''}`
          const collective = link.links.every((id) => land.links.get(id)?.reading === 'collective')
          const open = () => showEvidence(link.links, `${flowName(source.id)} → ${flowName(target.id)}`)
          return (
            <path key={index} class="band" d={path(link) ?? ''} stroke={collective ? theme.collective : lineOf(source.kind, theme)} stroke-opacity={judged ? 0.6 : 0.32} stroke-width={Math.max(1.5, link.width ?? 1)}
              role="button" tabindex={0} aria-label={told} onClick={open} onKeyDown={(event) => key(event, open)}><title>{told}</title></path>
          )
        })}
      </g>
      {laid.nodes.map((node) => {
        const name = flowName(node.id)
        const left = node.layer === 0
        const middle = node.layer === 1 || node.layer === 2
        const open = () => (land.sections.has(node.id) || node.id.startsWith(OTHERS) ? showEvidence(laid.links.filter((link) => (link.source as FlowNode).id === node.id || (link.target as FlowNode).id === node.id).flatMap((link) => link.links), name) : select(node.id))
        return (
          <g key={node.id} role="button" tabindex={0} class="stop" aria-label={name} onClick={open} onKeyDown={(event) => key(event, open)}>
            <title>{name}</title>
            <rect x={node.x0} y={node.y0} width={node.x1! - node.x0!} height={Math.max(2, node.y1! - node.y0!)} fill={fillOf(node.kind, theme)} stroke={lineOf(node.kind, theme)} />
            <text x={left ? node.x0! - 6 : node.x1! + 6} y={(node.y0! + node.y1!) / 2 + 4.5} text-anchor={left ? 'end' : 'start'} fill={theme.ink} stroke={theme.ground} stroke-width="3" paint-order="stroke" stroke-linejoin="round">{shorten(name, middle ? 13 : 11)}</text>
          </g>
        )
      })}
    </svg>
  )
}
