// The map: cities by what is chosen. A tile map ships; real boundaries only from a file that the user gives.

import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { select, showEvidence } from './actions'
import { data, land, say as tell, useData } from './data'
import { FONT } from './draw'
import type { Filter } from './filter'
import { readBoundaries, type Boundaries } from './boundaries'
import type { Id, Link } from './model'
import { Choice, themeNow, useWords } from './parts'
import { idsOf, linksNow, useOverview } from './overview'
import { Gathering, Picked } from './picked'
import { labelWidth } from './scene'
import { store, useStore, type State } from './state'
import { word, type Language } from './words'
import tiles from './tiles.tsv?raw'

interface Tile {
  around: string
  code: string
  name: string
  en: string
  column: number
  row: number
}

const TILES: Tile[] = tiles.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => {
  const [around = '', code = '', name = '', column = '0', row = '0', en = ''] = line.split('\t')
  return { around, code, name, en, column: Number(column), row: Number(row) }
})

/** `count` is of what is said of the region itself, `group` of what is said of a group that it is in and not of it. */
export interface Value {
  region: Id
  count: number
  group: number
  links: Link[]
}

/** What each region has, by its code. One technology counts by its greatest strength. Regions without a tile keep theirs. */
export function valuesOf(filter: Filter, state: State): Map<string, Value> {
  const sets = new Map<Id, { each: Map<Id, number>; group: Map<Id, number>; links: Link[] }>()
  for (const link of linksNow(filter, state)) {
    const isSupport = link.type === 'inferred' && link.p === 'supports'
    const fits = state.mapBy === 'projects' ? link.type === 'said' && link.p === 'hasProject' : isSupport && (state.mapBy === 'technologies' || link.o === state.mapTechnology)
    if (!fits) continue
    for (const region of link.s) {
      if (land.kind(region) !== 'Region') continue
      const known = sets.get(region) ?? { each: new Map<Id, number>(), group: new Map<Id, number>(), links: [] }
      const those = link.reading === 'collective' ? known.group : known.each
      those.set(link.o, Math.max(those.get(link.o) ?? 0, land.strength(link)))
      known.links.push(link)
      sets.set(region, known)
    }
  }
  const measured = (those: Map<Id, number>) => (state.mapBy === 'technology' ? Math.max(0, ...those.values()) : those.size)
  return new Map([...sets].map(([region, { each, group, links }]) => {
    for (const id of each.keys()) if (state.mapBy !== 'technology') group.delete(id)
    return [codeOf(region), { region, links, count: measured(each), group: measured(group) }]
  }))
}

const codeOf = (region: Id): string => land.thing(region).code ?? region.slice(region.lastIndexOf('/') + 1)

/** The province that most of the plans speak for. */
export function provinceNow(state: State): string {
  if (state.province) return state.province
  const plans = state.plans.length ? state.plans : data.summary.plans.map((plan) => plan.id)
  const codes = plans.flatMap((id) => land.plans.get(id)?.region?.match(/region\/(\d\d)\d{4}$/)?.[1] ?? [])
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  const best = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
  return best && TILES.some((tile) => tile.around === `${best}0000`) ? `${best}0000` : '000000'
}

export function MapView({ filter }: { filter: Filter }) {
  const version = useData()
  const state = useStore()
  const say = useWords()
  const [boundaries, setBoundaries] = useState<Boundaries | null>(null)
  const { picked, waiting } = useOverview(filter)
  const values = useMemo(() => valuesOf(filter, state), [version, filter, state.mapBy, state.mapTechnology, picked])
  const technologies = useMemo(() => picked?.technologies?.map(([id, , count]): [Id, number] => [id, count]) ?? supported(filter), [version, filter, picked])
  const province = provinceNow(state)
  const provinces = TILES.filter((tile) => tile.around === '000000' && TILES.some((one) => one.around === tile.code))
  const open = async (file: File | undefined) => {
    if (!file) return
    try {
      const found = readBoundaries(JSON.parse(await file.text()))
      if (found.shapes.length) setBoundaries(found)
      else tell(say('noCodes'), true)
    } catch (error) {
      tell(String(error), true)
    }
  }
  return (
    <div class="map scroll">
      <div class="controls">
        <Choice label={say('shows')} value={state.mapBy} on={(mapBy) => store.set({ mapBy, mapTechnology: state.mapTechnology || technologies[0]?.[0] || '' })}
          options={[['technologies', say('byTechnologies')], ['projects', say('byProjects')], ['technology', say('byOne')]]} />
        {state.mapBy === 'technology' && (
          <select aria-label={say('technology')} value={state.mapTechnology} onChange={(event) => store.set({ mapTechnology: event.currentTarget.value })}>
            {technologies.map(([id, count]) => <option key={id} value={id}>{picked?.technologies?.find((one) => one[0] === id)?.[1] ?? land.label(id, state.language === 'en')}（{count}）</option>)}
          </select>
        )}
        {!boundaries && (
          <label>{say('province')} <select value={province} onChange={(event) => store.set({ province: event.currentTarget.value })}>
            <option value="000000">{say('all')}</option>
            {provinces.map((tile) => <option key={tile.code} value={tile.code}>{state.language === 'en' ? tile.en : tile.name}</option>)}
          </select></label>
        )}
        {boundaries ? (
          <button type="button" onClick={() => setBoundaries(null)}>{say('tiles')}</button>
        ) : (
          <label class="file" title={say('boundariesWhy')}>{say('boundaries')}<input type="file" accept=".json,.geojson,application/geo+json" onChange={(event) => void open(event.currentTarget.files?.[0])} /></label>
        )}
      </div>
      {picked && <Picked picked={picked} />}
      {waiting ? <Gathering /> : boundaries ? <Shapes boundaries={boundaries} values={values} /> : <Tiles province={province} values={values} />}
      <p class="quiet why">{say('boundariesWhy')}</p>
    </div>
  )
}

function supported(filter: Filter): [Id, number][] {
  const regions = new Map<Id, Set<Id>>()
  for (const link of land.filtered(filter)) {
    if (link.type === 'inferred' && land.kind(link.s[0]!) === 'Region') regions.set(link.o, (regions.get(link.o) ?? new Set()).add(link.s[0]!))
  }
  return [...regions].map(([id, found]): [Id, number] => [id, found.size]).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
}

const STEPS = ['#e3eef6', '#b5d4e9', '#7fb5d8', '#3f8fc2', '#0b5a8a']
const DARK_STEPS = ['#1c2a36', '#1f4560', '#23628b', '#3585b5', '#6fb7e0']

/** Colour and ink of a value among all: by strength for one technology, else by share of the greatest. */
export function shade(value: number, most: number, absolute: boolean, dark: boolean): { fill: string; ink: string } {
  if (!value) return { fill: 'none', ink: dark ? '#9fb0c0' : '#5d6b78' }
  const at = absolute ? value - 1 : Math.ceil((value / most) * 5) - 1
  const step = Math.max(0, Math.min(4, at))
  return { fill: (dark ? DARK_STEPS : STEPS)[step]!, ink: step >= 3 ? (dark && step === 4 ? '#0d1520' : '#ffffff') : dark ? '#e8eef4' : '#1b2733' }
}

function Tiles({ province, values }: { province: string; values: Map<string, Value> }) {
  const { mapBy, language } = useStore()
  const theme = themeNow()
  const shown = TILES.filter((tile) => tile.around === province)
  const beside = outside(province, shown, values)
  const [columns, rows] = [Math.max(...shown.map((tile) => tile.column)) + 1, Math.max(...shown.map((tile) => tile.row)) + 1]
  const [wide, high] = province === '000000' ? [96, 72] : [118, 86]
  const most = Math.max(1, ...shown.map((tile) => values.get(tile.code)?.count ?? 0))
  const width = Math.max(640, columns * wide + 40)
  const lines = beside.map((value) => `${land.label(value.region, language === 'en')} ${value.count}${value.group > 0 ? ` ＋${ofGroup(value.group, language)}` : ''}`)
  const widest = Math.max(1, ...lines.map((line) => labelWidth(line) * (14 / 13) + 24))
  const across = Math.max(1, Math.min(4, Math.floor((width - 20) / widest)))
  const height = rows * high + 40 + Math.ceil(beside.length / across) * 30 + (beside.length ? 34 : 0)
  return (
    <svg class="figure" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="group" aria-label={province} font-family={FONT} font-size="14">
      <rect width={width} height={height} fill={theme.ground} />
      {shown.map((tile) => {
        const value = values.get(tile.code)
        const colour = shade(value?.count ?? 0, most, mapBy === 'technology', theme.dark)
        const [x, y] = [20 + tile.column * wide, 16 + tile.row * high]
        const name = language === 'en' ? tile.en : tile.name
        return (
          <Spot key={tile.code} value={value} name={name} code={tile.code}>
            <rect x={x} y={y} width={wide - 6} height={high - 6} rx="8" fill={colour.fill} stroke={theme.inferred} stroke-opacity={value ? 0 : 0.6} stroke-dasharray={value ? undefined : '3 3'} />
            <text x={x + (wide - 6) / 2} y={y + high / 2 - 10} text-anchor="middle" fill={colour.ink} font-weight={value ? 600 : 400} font-size={labelWidth(name) > 70 ? 12 : 15}>{name}</text>
            <text x={x + (wide - 6) / 2} y={y + high / 2 + 14} text-anchor="middle" fill={colour.ink}>
              <tspan font-size="18">{value ? value.count : '—'}</tspan>
              {value?.links.some((link) => land.isJudged(link)) && <tspan font-size="12"> ✓</tspan>}
              {value && value.group > 0 && <tspan font-size={language === 'en' ? 11 : 12} fill={value.count ? colour.ink : theme.collective}> ＋{ofGroup(value.group, language)}</tspan>}
            </text>
          </Spot>
        )
      })}
      {beside.length > 0 && <text x="20" y={rows * high + 40} fill={theme.quiet}>{language === 'zh' ? '不在图上的地区' : 'Regions not on this map'}</text>}
      {beside.map((value, index) => (
        <Spot key={value.region} value={value} name={land.label(value.region, language === 'en')} code={codeOf(value.region)}>
          <text x={20 + (index % across) * ((width - 20) / across)} y={rows * high + 66 + Math.floor(index / across) * 28} fill={theme.ink} text-decoration="underline">{lines[index]}</text>
        </Spot>
      ))}
    </svg>
  )
}

/** `合指 14`, `14 of a group`. */
const ofGroup = (count: number, language: Language): string => (language === 'en' ? `${count} ${word('groupOf', language)}` : `${word('groupOf', language)} ${count}`)

/** Regions of the province, and named areas that reach into it, that have a value but no tile. */
function outside(province: string, shown: Tile[], values: Map<string, Value>): Value[] {
  const codes = new Set(shown.map((tile) => tile.code))
  return [...values].filter(([code, value]) => {
    if (codes.has(code)) return false
    return province === '000000' || !/^\d{6}$/.test(code) || code.startsWith(province.slice(0, 2)) || land.upwards(value.region, 'within').includes(`region/${province}`)
  }).map(([, value]) => value).sort((a, b) => b.count - a.count || b.group - a.group || (a.region < b.region ? -1 : 1))
}

function Spot({ value, name, code, children }: { value: Value | undefined; name: string; code: string; children: ComponentChildren }) {
  const say = useWords()
  const judged = value?.links.some((link) => land.isJudged(link))
  const told = value ? `${name}：${value.count}${value.group ? `，${ofGroup(value.group, store.state.language)}` : ''}${judged ? `，${say('judge')} ✓` : ''}` : `${name}：${say('unnamed')}`
  const open = () => (value ? showEvidence(idsOf([...value.links].sort((a, b) => land.strength(b) - land.strength(a))), told) : select(`region/${code}`))
  return (
    <g role="button" tabindex={0} class="spot" aria-label={told} data-code={code} onClick={open} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open() } }}>
      <title>{told}</title>
      {children}
    </g>
  )
}

function Shapes({ boundaries, values }: { boundaries: Boundaries; values: Map<string, Value> }) {
  const { mapBy, language } = useStore()
  const theme = themeNow()
  const most = Math.max(1, ...boundaries.shapes.map((shape) => values.get(shape.code)?.count ?? 0))
  return (
    <svg class="figure" viewBox={`0 0 ${boundaries.width} ${boundaries.height}`} width={boundaries.width} height={boundaries.height} role="group" font-family={FONT} font-size="13">
      <rect width={boundaries.width} height={boundaries.height} fill={theme.ground} />
      {boundaries.shapes.map((shape) => {
        const value = values.get(shape.code)
        const colour = shade(value?.count ?? 0, most, mapBy === 'technology', theme.dark)
        const name = land.things.has(`region/${shape.code}`) ? land.label(`region/${shape.code}`, language === 'en') : shape.name
        return (
          <Spot key={shape.code} value={value} name={name} code={shape.code}>
            <path d={shape.path} fill={colour.fill === 'none' ? theme.ground : colour.fill} stroke={theme.quiet} stroke-width="0.8" fill-rule="evenodd" />
            <text x={shape.x} y={shape.y} text-anchor="middle" fill={colour.ink}>{name}{value ? ` ${value.count}` : ''}{value?.group ? `＋${value.group}` : ''}</text>
          </Spot>
        )
      })}
    </svg>
  )
}
