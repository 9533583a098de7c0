// The data behind a view as a table, and as a network.

import { fullFilter } from './actions'
import { land } from './data'
import type { Filter } from './filter'
import { called, facingNow, rowsOf } from './facing'
import { flowName, flowOf } from './flow'
import { sidesNow } from './compare'
import { valuesOf } from './map'
import { gridOf, labelOf } from './matrix'
import { countOf, linksNow } from './overview'
import type { FacingSide, Id, Link } from './model'
import { textOf } from './reader'
import { compose } from './scene'
import { store, type State } from './state'
import { saidOf, targetsOf } from './timeline'
import { term, type Language } from './words'

export type Cell = string | number | null

export interface Table {
  name: string
  columns: string[]
  rows: Cell[][]
}

const CARRIED = { zh: ['读法', '覆盖', '路径', '力度', '阶段', '情态', '置信度', '规则', '规划', '章节', '原文', '起止'], en: ['reading', 'coverage', 'route', 'strength', 'stage', 'modality', 'confidence', 'rule', 'plan', 'section', 'sentence', 'offsets'] }

/** What is shown, as a table for people who go on in a spreadsheet; of a comparison each row says on which side it is. */
export function tableNow(state: State, filter: Filter): Table {
  const sides = sidesNow(state, filter)
  if (!sides) return tableOf(state, filter)
  const tables = sides.map((side) => tableOf(state, side.filter, side.plan)) as [Table, Table]
  const side = state.language === 'zh' ? '对比' : 'side'
  const [left, right] = tables
  const isSame = left.columns.join('\n') === right.columns.join('\n')
  const columns = isSame ? left.columns : [...new Set([...left.columns, ...right.columns])]
  const fitted = (table: Table, row: Cell[]) => (isSame ? row : columns.map((column) => row[table.columns.indexOf(column)] ?? null))
  const rows = tables.flatMap((table, at) => table.rows.map((row): Cell[] => [sides[at]!.name, ...fitted(table, row)]))
  return { name: left.name, columns: [side, ...columns], rows }
}

function tableOf(state: State, filter: Filter, plan?: Id): Table {
  const { language } = state
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en)
  switch (state.view) {
    case 'matrix': {
      const grid = gridOf(filter, { ...state, rows: Infinity })
      const rows = grid.rows.map((row): Cell[] => [labelOf(row), ...grid.columns.map((column) => { const pair = grid.cells.get(`${row}\n${column}`); return pair ? (state.measure === 'strength' ? pair.strength : pair.count) : null })])
      return { name: term('Technology', language), columns: [term('Technology', language), ...grid.columns.map(labelOf)], rows }
    }
    case 'map': {
      const rows = [...valuesOf(filter, state)].map(([code, value]): Cell[] => [code, labelOf(value.region), value.count, value.group, countOf(value.links)])
      return { name: say('地图', 'map'), columns: [say('代码', 'code'), term('Region', language), say('数值', 'value'), say('合指', 'of a group'), say('陈述', 'statements')], rows: rows.sort((a, b) => Number(b[2]) - Number(a[2])) }
    }
    case 'timeline': {
      const rows = targetsOf(filter, state).map((link): Cell[] => { const target = link.target!; return [target.name, target.year, saidOf(target, language), target.comparator && term(target.comparator, language), target.value, target.unit, target.baseline, target.text, ...carried(link, language).slice(8)] })
      return { name: say('指标', 'targets'), columns: [term('Target', language), say('年份', 'year'), say('说法', 'said'), say('比较', 'comparator'), say('数值', 'value'), say('单位', 'unit'), say('基期', 'baseline'), say('原文', 'words'), ...CARRIED[language].slice(8)], rows }
    }
    case 'flow': {
      const rows = flowOf(filter, state.tasks).links.map((link): Cell[] => [flowName(link.source), flowName(link.target), link.value])
      return { name: say('流向', 'flow'), columns: [say('从', 'from'), say('到', 'to'), say('条数', 'count')], rows }
    }
    case 'plan': {
      const text = textOf(plan)
      const characters = [...(text?.text ?? '')]
      const rows = (text?.spans ?? []).map(([start, end, kind, thing]): Cell[] => [start, end, characters.slice(start, end).join(''), term(kind, language), land.label(thing), thing])
      return { name: say('标记', 'spans'), columns: [say('起', 'start'), say('止', 'end'), say('文字', 'text'), say('类别', 'class'), say('名称', 'name'), 'id'], rows }
    }
    case 'align': {
      const { facing, texts } = facingNow
      if (!facing || !texts) return { name: say('对照', 'alignment'), columns: [], rows: [] }
      const characters = texts.map((text) => [...text.text])
      const words = (at: 0 | 1, said: FacingSide | null): Cell => (said ? characters[at]!.slice(said.start, said.end).join('').trim() : null)
      const rows = rowsOf(facing, state.rowKind, state.rowRelation).map((row): Cell[] => [
        called(facing.kinds, row.kind, language === 'en'), called(facing.relations, row.relation, language === 'en'), row.left?.name ?? row.right?.name ?? null,
        row.left?.said ?? null, words(0, row.left), row.left?.line ?? null, row.right?.said ?? null, words(1, row.right), row.right?.line ?? null, row.reason, row.score, row.rule,
      ])
      const columns = language === 'zh' ? ['类别', '关系', '名称', '左', '左侧原文', '左侧行', '右', '右侧原文', '右侧行', '理由', '把握', '规则'] : ['kind', 'relation', 'name', 'left', 'left words', 'left line', 'right', 'right words', 'right line', 'reason', 'score', 'rule']
      return { name: say('对照', 'alignment'), columns, rows }
    }
    case 'graph':
      return linksTable(linksOf(state, filter, plan), language)
  }
}

export function linksTable(links: Link[], language: Language): Table {
  const columns = language === 'zh' ? ['主体', '主体类别', '关系', '客体', '客体类别', '来源'] : ['subject', 'class', 'relation', 'object', 'class', 'source']
  const rows = links.map((link): Cell[] => [
    link.s.map(labelOf).join('、'), [...new Set(link.s.map((id) => term(land.kind(id), language)))].join('、'), term(link.p, language), labelOf(link.o), term(land.kind(link.o), language),
    term(link.type === 'inferred' ? 'inferred' : 'said', language), ...carried(link, language),
  ])
  return { name: language === 'zh' ? '连线' : 'links', columns: [...columns, ...CARRIED[language]], rows }
}

function carried(link: Link, language: Language): Cell[] {
  const places = land.placesOf(link)
  const named = (value: string | undefined) => (value ? term(value, language) : null)
  return [
    named(link.reading), named(link.coverage), named(link.route), land.strength(link) || null, named(link.stage), named(link.modality), link.confidence ?? null, link.rule ?? null,
    land.plans.get(link.plan)?.title ?? link.plan, land.headingPath(link.section ?? places[0]?.section).join(' › ') || null,
    [...new Set(places.map((place) => place.sentence))].join(' … ') || null, places.map((place) => `${place.start}-${place.end}`).join(' ') || null,
  ]
}

/** The links that a view draws on. */
function linksOf(state: State, filter: Filter, plan?: Id): Link[] {
  const known = (ids: Id[]) => [...new Set(ids)].flatMap((id) => land.links.get(id) ?? [])
  switch (state.view) {
    case 'graph': return known(compose(land, state.shown, filter, false).edges.flatMap((edge) => edge.links))
    case 'matrix': return land.pairs(state.columns, linksNow(filter, state)).flatMap((pair) => pair.links)
    case 'map': return [...valuesOf(filter, state).values()].flatMap((value) => value.links)
    case 'timeline': return targetsOf(filter, state)
    case 'flow': return known(flowOf(filter, state.tasks).links.flatMap((link) => link.links))
    case 'align': return matchesNow(state)
    case 'plan': return land.filtered({ ...filter, plans: [textOf(plan)?.plan ?? ''] })
  }
}

/** What is matched in the alignment, as links between the two plans' things. */
function matchesNow(state: State): Link[] {
  const { facing } = facingNow
  if (!facing) return []
  return rowsOf(facing, state.rowKind, state.rowRelation).flatMap((row): Link[] =>
    row.left && row.right ? [{ id: `alignment/${row.id}`, type: 'said', s: [`${row.left.thing}`], p: row.relation, o: `${row.right.thing}`, plan: facing.right, places: [], reading: 'each', confidence: row.score, rule: row.rule }] : [])
}

export interface Net {
  nodes: { id: Id; label: string; kind: string; x?: number; y?: number }[]
  edges: { id: string; from: Id; to: Id; link: Link }[]
}

/** Those links as a network; what is said of a group goes through a node of the group, so that no member gets it. */
export function networkOf(state: State, filter: Filter): Net {
  const nodes = new Map<Id, Net['nodes'][number]>()
  const edges: Net['edges'] = []
  const at = new Map(state.view === 'graph' ? state.shown.map((one) => [one[0], one]) : [])
  const add = (id: Id) => {
    const spot = at.get(id)
    nodes.set(id, { id, label: labelOf(id), kind: land.plans.has(id) ? 'Plan' : land.kind(id), ...(spot ? { x: spot[1], y: spot[2] } : {}) })
  }
  const sides = sidesNow(state, filter)
  const links = sides ? sides.flatMap((side) => linksOf(state, side.filter, side.plan)) : linksOf(state, filter)
  for (const link of new Set(links)) {
    ;[...link.s, link.o].forEach(add)
    if (link.s.length === 1) edges.push({ id: link.id, from: link.s[0]!, to: link.o, link })
    else {
      const group = ['group', link.plan, link.p, ...link.s].join('|')
      nodes.set(group, { id: group, label: `${term('Group', state.language)} ${link.s.length}`, kind: 'Group' })
      link.s.forEach((subject) => edges.push({ id: `${link.id}|${subject}`, from: subject, to: group, link }))
      edges.push({ id: `${link.id}|`, from: group, to: link.o, link })
    }
  }
  return { nodes: [...nodes.values()], edges }
}

export const filterNow = (): Filter => fullFilter(store.state)
