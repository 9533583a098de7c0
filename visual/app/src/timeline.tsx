// Targets over the years, a row for each indicator: comparators and baselines shown for what they are.

import { useMemo } from 'preact/hooks'
import { indicatorName, showEvidence } from './actions'
import { land, useData } from './data'
import { FONT } from './draw'
import type { Filter } from './filter'
import type { Link, TargetValue } from './model'
import { idsOf, linksNow, useOverview } from './overview'
import { themeNow, useWords } from './parts'
import { Gathering, Picked } from './picked'
import { store, useStore, type State } from './state'
import { term, word, type Language } from './words'

const COLOURS = ['#0072B2', '#C24E00', '#00805D', '#A8437B', '#7D7600', '#6A4FB3', '#333333', '#B87800']
const LEFT = 236
const WIDTH = 900
/** Room at the right for the words of the last year, and for what has no year. */
const RIGHT = 290
const LINE = 26

/** The targets in the selection; of one indicator alone where one was chosen. */
export function targetsOf(filter: Filter, { indicator }: State = store.state): Link[] {
  return linksNow(filter).filter((link) => link.type === 'target' && (!indicator || link.target?.indicator === indicator))
}

/** `≥20%`, `下降14.5%`, `约13.7%`; words where the plan gives no number. */
export function saidOf(target: TargetValue, language: Language): string {
  const comparator = target.comparator ? term(target.comparator, language) : ''
  if (target.value === null) return word('numberless', language)
  const number = `${target.printed ?? target.value}${target.unit ?? ''}`
  if (target.comparator === 'multiple') return /[倍番]/.test(number) ? number : `${number}${language === 'zh' ? '倍' : '×'}`
  return target.comparator === 'eq' ? number : `${comparator}${/[a-z]$/i.test(comparator) ? ' ' : ''}${number}`
}

interface Row {
  indicator: string
  links: Link[]
}

/** More targets of one indicator than this are drawn as one mark for each year and unit. */
const MANY = 12

/** Targets of many plans that one mark stands for, the least and the greatest figure first. */
interface Group {
  year: number | null
  unit: string | null
  links: Link[]
  least: Link | null
  most: Link | null
}

function groupsOf(links: Link[]): Group[] {
  const groups = new Map<string, Group>()
  for (const link of links) {
    const { year, unit, value } = link.target!
    const key = `${year ?? ''} ${value === null ? '-' : unit ?? ''}`
    const group = groups.get(key) ?? { year, unit, links: [], least: null, most: null }
    group.links.push(link)
    if (value !== null && (group.least === null || value < group.least.target!.value!)) group.least = link
    if (value !== null && (group.most === null || value > group.most.target!.value!)) group.most = link
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || b.links.length - a.links.length)
}

export function TimelineView({ filter }: { filter: Filter }) {
  const version = useData()
  const { language, indicator } = useStore()
  const say = useWords()
  const { picked, waiting } = useOverview(filter)
  const rows = useMemo(() => rowsOf(targetsOf(filter)), [version, filter, picked, indicator])
  const only = indicator && (
    <p class="controls">{say('onlyIndicator')}：<b>{indicatorName(indicator)}</b> <button type="button" data-act="all-indicators" onClick={() => store.set({ indicator: '', selected: null })}>{say('allIndicators')}</button></p>
  )
  if (!rows.length) return <div class="timeline scroll">{only}{waiting ? <Gathering /> : <p class="quiet empty">{say('noTargets')}</p>}</div>
  const plans = [...new Set(rows.flatMap((row) => row.links.map((link) => link.plan)))].sort()
  const colour = (plan: string) => COLOURS[plans.indexOf(plan) % COLOURS.length]!
  const years = rows.flatMap((row) => row.links.flatMap((link) => [link.target!.year, link.target!.baseline].filter((year): year is number => !!year)))
  const [first, last] = years.length ? [Math.min(...years), Math.max(...years)] : [2020, 2030]
  const x = (year: number) => LEFT + 60 + ((year - first) / Math.max(1, last - first)) * (WIDTH - LEFT - 60 - RIGHT)
  const theme = themeNow()
  let top = 54
  const placed = rows.map((row) => {
    const groups = row.links.length > MANY ? groupsOf(row.links) : null
    const lanes = groups ? groupLanes(groups, x) : lanesOf(row.links, x)
    const height = Math.max(1, ...lanes.values()) * LINE + 22
    const told = { row, groups, lanes, top, height }
    top += height
    return told
  })
  const ticks = ticksOf(first, last)
  const legend = plans.length > 24 ? [] : plans.map((plan) => ({ plan, title: land.plans.get(plan)?.title ?? plan, level: land.plans.get(plan)?.level }))
  return (
    <div class="timeline scroll">
      {only}
      {picked && <Picked picked={picked} />}
      <ul class="keys">{legend.map(({ plan, title, level }) => <li key={plan}><i style={{ background: colour(plan) }} /> {title}{level && ` · ${term(level, language)}`}</li>)}</ul>
      <svg class="figure" viewBox={`0 0 ${WIDTH} ${top + 16}`} width={WIDTH} height={top + 16} role="group" aria-label={say('timeline')} font-family={FONT} font-size="13">
        <rect width={WIDTH} height={top + 16} fill={theme.ground} />
        {ticks.map((year) => (
          <g key={year}>
            <line x1={x(year)} x2={x(year)} y1="34" y2={top} stroke={theme.inferred} stroke-opacity="0.35" />
            <text x={x(year)} y="24" text-anchor="middle" fill={theme.quiet}>{year}</text>
          </g>
        ))}
        {placed.map(({ row, groups, lanes, top: y, height }, index) => (
          <g key={row.indicator}>
            {index % 2 === 0 && <rect x="0" y={y} width={WIDTH} height={height} fill={theme.inferred} fill-opacity="0.08" />}
            {wrapped(row.indicator, 17).map((line, at, all) => <text key={at} x="12" y={y + height / 2 + 5 + (at - (all.length - 1) / 2) * 17} fill={theme.ink}>{line}</text>)}
            {groups?.map((group) => <Many key={group.links[0]!.id} indicator={row.indicator} group={group} x={x} y={y + 24 + (lanes.get(group.links[0]!.id)! - 1) * LINE} last={last} />)}
            {!groups && row.links.map((link) => <Mark key={link.id} link={link} x={x} y={y + 24 + (lanes.get(link.id)! - 1) * LINE} colour={colour(link.plan)} last={last} />)}
          </g>
        ))}
      </svg>
    </div>
  )
}

/** One mark for the targets of many plans: how many, and between which figures. */
function Many({ indicator, group, x, y, last }: { indicator: string; group: Group; x: (year: number) => number; y: number; last: number }) {
  const { language } = useStore()
  const theme = themeNow()
  const at = group.year ? x(group.year) : x(last) + 178
  const figure = (link: Link) => `${link.target!.printed ?? link.target!.value}`
  const { least, most } = group
  const range = !least || !most ? word('numberless', language) : `${figure(least)}${least === most || figure(least) === figure(most) ? '' : `–${figure(most)}`}${group.unit ?? ''}`
  const text = `${range} · ${group.links.length}`
  const told = `${indicator} ${group.year ?? word('noYear', language)} ${range}，${group.links.length} ${word('plansOf', language)}`
  const open = () => showEvidence(idsOf(group.links), told)
  return (
    <g class="mark-target" role="button" tabindex={0} aria-label={told} onClick={open} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open() } }}>
      <title>{told}</title>
      <rect x={at - 7} y={y - 7} width="14" height="14" rx="4" fill={COLOURS[0]} />
      <text x={at + 13} y={y + 5} fill={theme.ink} font-weight="600">{text}</text>
      {!group.year && <text aria-hidden="true" x={at - 12} y={y + 5} text-anchor="end" font-size="11" fill={theme.quiet}>{word('noYear', language)}</text>}
    </g>
  )
}

function Mark({ link, x, y, colour, last }: { link: Link; x: (year: number) => number; y: number; colour: string; last: number }) {
  const { language } = useStore()
  const theme = themeNow()
  const target = link.target!
  const at = target.year ? x(target.year) : x(last) + 178
  const text = `${saidOf(target, language)}${land.isJudged(link) ? ' ✓' : ''}`
  const told = `${target.name ?? ''} ${target.year ?? word('noYear', language)} ${text}${target.baseline ? `（${word('baseline', language)} ${target.baseline}）` : ''}`
  const open = () => showEvidence([link.id], target.text ?? told)
  return (
    <g class="mark-target" role="button" tabindex={0} aria-label={told} data-link={link.id} onClick={open} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open() } }}>
      <title>{target.text ?? told}</title>
      {target.baseline && target.year && (
        <>
          <line x1={x(target.baseline)} x2={at} y1={y} y2={y} stroke={colour} stroke-width="2" stroke-dasharray="5 4" />
          <circle cx={x(target.baseline)} cy={y} r="5" fill={theme.ground} stroke={colour} stroke-width="2" />
          <text aria-hidden="true" x={x(target.baseline)} y={y - 9} text-anchor="middle" font-size="11" fill={theme.quiet}>{word('baseline', language)} {target.baseline}</text>
        </>
      )}
      {target.value === null ? <rect x={at - 5} y={y - 5} width="10" height="10" fill={theme.ground} stroke={colour} stroke-width="2" /> : <Glyph comparator={target.comparator} x={at} y={y} colour={colour} />}
      <text x={at + 11} y={y + 5} fill={theme.ink} font-weight="600">{text}</text>
      {!target.year && <text aria-hidden="true" x={at - 10} y={y + 5} text-anchor="end" font-size="11" fill={theme.quiet}>{word('noYear', language)}</text>}
    </g>
  )
}

/** At least points up, at most points down, a change is an arrow, about is a ring, exactly a dot. */
function Glyph({ comparator, x, y, colour }: { comparator: string | null; x: number; y: number; colour: string }) {
  const points = { ge: '-6,5 6,5 0,-6', multiple: '-6,5 6,5 0,-6', increase: '-6,5 6,5 0,-6', le: '-6,-5 6,-5 0,6', decrease: '-6,-5 6,-5 0,6' }[comparator ?? '']
  if (points) return <polygon points={points} transform={`translate(${x} ${y})`} fill={colour} />
  if (comparator === 'approx') return <circle cx={x} cy={y} r="5" fill="none" stroke={colour} stroke-width="3" />
  return <circle cx={x} cy={y} r="6" fill={colour} />
}

function rowsOf(links: Link[]): Row[] {
  const rows = new Map<string, Link[]>()
  for (const link of links) {
    const name = link.target?.name ?? ''
    rows.set(name, [...(rows.get(name) ?? []), link])
  }
  return [...rows].map(([indicator, found]) => ({ indicator, links: found.sort((a, b) => (a.target!.year ?? 9999) - (b.target!.year ?? 9999)) }))
    .sort((a, b) => b.links.length - a.links.length || (a.indicator < b.indicator ? -1 : 1))
}

/** A lane for each group, by the first of its targets. */
function groupLanes(groups: Group[], x: (year: number) => number): Map<string, number> {
  const ends: number[] = []
  return new Map(groups.map((group) => {
    const from = x(group.year ?? 2100) - 10
    let lane = ends.findIndex((end) => end < from)
    if (lane < 0) lane = ends.length
    ends[lane] = from + 170
    return [group.links[0]!.id, lane + 1]
  }))
}

/** A lane for each target, so that no two lie on one another. */
function lanesOf(links: Link[], x: (year: number) => number): Map<string, number> {
  const ends: number[] = []
  const lanes = new Map<string, number>()
  for (const link of [...links].sort((a, b) => (a.target!.baseline ?? a.target!.year ?? 9999) - (b.target!.baseline ?? b.target!.year ?? 9999))) {
    const { year, baseline } = link.target!
    const from = x(baseline ?? year ?? 2100) - 40
    let lane = ends.findIndex((end) => end < from)
    if (lane < 0) lane = ends.length
    ends[lane] = x(year ?? 2100) + 120
    lanes.set(link.id, lane + 1)
  }
  return lanes
}

/** Years that stand beside one another without touching. */
const MOST_TICKS = 6

function ticksOf(first: number, last: number): number[] {
  const step = [1, 2, 5, 10].find((one) => (last - first) / one <= MOST_TICKS) ?? 20
  const ticks = []
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year)
  return last - (ticks.at(-1) ?? first) < step / 2 ? [...ticks.slice(0, -1), last] : [...ticks, last]
}

export function wrapped(text: string, most: number): string[] {
  const parts = text.match(/[\x21-\x7e]+|[^]/gu) ?? [] // numbers and Latin words stay whole
  const lines: string[] = ['']
  for (const part of parts) {
    if ([...lines.at(-1)!].length + part.length > most && lines.at(-1)) lines.push('')
    lines[lines.length - 1] += part
  }
  if (lines.length > 2) return [lines[0]!, `${[...lines[1]!].slice(0, -1).join('')}…`]
  return lines
}
