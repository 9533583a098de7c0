// Any view as an SVG document.

import { FONT, lineOf, toSvg } from './draw'
import type { Filter } from './filter'
import { called, facingNow, rowsOf, toneOf } from './facing'
import { sidesNow } from './compare'
import { land } from './data'
import { gridOf, labelOf } from './matrix'
import { themeNow } from './parts'
import { cut, textOf } from './reader'
import { compose, shorten } from './scene'
import { seen } from './unseen'
import type { FacingSide, Id, PlanText } from './model'
import type { State } from './state'

const escape = (text: string): string => text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)
const HEAT = ['', '#e3eef6', '#b5d4e9', '#7fb5d8', '#3f8fc2', '#0b5a8a']

/** What is shown; the two sides of a comparison beside one another, each below its name. */
export function svgNow(state: State, filter: Filter): string {
  const sides = sidesNow(state, filter)
  if (!sides) return svgOf(state, filter)
  const theme = themeNow()
  const drawn = sides.map((side, at) => svgOf(state, side.filter, side.plan, at))
  const sizes = drawn.map((svg) => ['width', 'height'].map((name) => Number(svg.match(new RegExp(`^<svg[^>]*? ${name}="([\\d.]+)"`))?.[1] ?? 0)) as [number, number])
  const [width, height] = [sizes[0]![0] + sizes[1]![0] + 30, Math.max(sizes[0]![1], sizes[1]![1]) + 40]
  const parts = drawn.map((svg, at) => {
    const left = at ? sizes[0]![0] + 30 : 0
    return `<text x="${left + 16}" y="26" font-size="15" font-weight="600" fill="${theme.ink}">${escape(sides[at]!.name)}</text>${svg.replace(/^<svg/, `<svg x="${left}" y="40"`)}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(FONT)}"><rect width="100%" height="100%" fill="${theme.ground}"/>${parts.join('')}</svg>`
}

function svgOf(state: State, filter: Filter, plan?: Id, side = 0): string {
  if (state.view === 'graph') return toSvg(compose(land, state.shown, filter, state.language === 'en'), themeNow(), state.language)
  if (state.view === 'matrix') return matrixSvg(state, filter)
  if (state.view === 'plan') return textSvg(textOf(plan), state.plan === plan || !plan ? state.at : 0)
  if (state.view === 'align') return rowsSvg(state)
  const figure = document.querySelectorAll('main svg.figure')[side]
  return figure ? new XMLSerializer().serializeToString(figure) : ''
}

function matrixSvg(state: State, filter: Filter): string {
  const theme = themeNow()
  const grid = gridOf(filter, state)
  const [left, top, cell] = [230, 150, 30]
  const [width, height] = [left + grid.columns.length * cell + 20, top + grid.rows.length * cell + 20]
  const parts = grid.rows.map((row, at) => `<text x="${left - 8}" y="${top + at * cell + 20}" text-anchor="end" fill="${theme.ink}">${escape(shorten(labelOf(row), 16))}</text>`)
  grid.columns.forEach((column, at) => {
    parts.push(`<text transform="translate(${left + at * cell + 19} ${top - 8}) rotate(-60)" fill="${theme.ink}">${escape(shorten(labelOf(column), 12))}</text>`)
    grid.rows.forEach((row, index) => {
      const pair = grid.cells.get(`${row}\n${column}`)
      if (!pair) return
      const value = state.measure === 'strength' ? pair.strength : pair.count
      parts.push(`<rect x="${left + at * cell}" y="${top + index * cell}" width="${cell - 2}" height="${cell - 2}" rx="3" fill="${HEAT[pair.strength]}"/><text x="${left + at * cell + cell / 2 - 1}" y="${top + index * cell + 19}" text-anchor="middle" fill="${pair.strength > 3 ? '#fff' : '#1b2733'}">${value}</text>`)
    })
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(FONT)}" font-size="13"><rect width="100%" height="100%" fill="${theme.ground}"/>${parts.join('')}</svg>`
}

const ROWS = 150

/** The rows of an alignment, what either plan says beside what the other does. */
function rowsSvg(state: State): string {
  const { facing } = facingNow
  if (!facing) return ''
  const theme = themeNow()
  const english = state.language === 'en'
  const rows = rowsOf(facing, state.rowKind, state.rowRelation).slice(0, ROWS)
  const told = (side: FacingSide | null, kind: string) => (side ? (kind === 'target' ? `${side.name} ${side.said}` : side.name) : '—')
  const parts = rows.map((row, at) => {
    const y = 52 + at * 26
    const tone = { good: theme.said, bad: theme.accent, warn: theme.collective }[toneOf(facing, row.relation)] ?? theme.quiet
    return `<text x="16" y="${y}" fill="${tone}">${escape(called(facing.relations, row.relation, english))}</text><text x="120" y="${y}">${escape(shorten(told(row.left, row.kind), 30))}</text><text x="560" y="${y}">${escape(shorten(told(row.right, row.kind), 30))}</text>`
  })
  const titles = [facing.left, facing.right].map((plan, at) => `<text x="${at ? 560 : 120}" y="26" font-weight="600">${escape(shorten(labelOf(plan), 28))}</text>`)
  const [width, height] = [1000, 70 + rows.length * 26]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(FONT)}" font-size="14" fill="${theme.ink}"><rect width="100%" height="100%" fill="${theme.ground}"/>${titles.join('')}${parts.join('')}</svg>`
}

const PER_LINE = 42
const LINES = 220

/** The text from the place that is open on, with its spans underlined; as much as a picture holds. */
function textSvg(text: PlanText | null, at: number): string {
  if (!text) return ''
  const theme = themeNow()
  const characters = seen(text.text)
  const kinds: string[] = []
  for (const piece of cut(text, false)) for (let place = piece.start; place < piece.end; place++) kinds[place] = piece.spans.at(-1)?.[2] ?? ''
  const parts: string[] = []
  let [x, line] = [0, 0]
  for (let place = Math.max(0, at); place < characters.length && line < LINES; place++) {
    const character = characters[place]!
    if (!character) continue
    if (character === '\n') {
      ;[x, line] = [0, line + 1]
      continue
    }
    if (x >= PER_LINE * 16) [x, line] = [0, line + 1]
    const wide = character.charCodeAt(0) > 0x2e7f ? 16 : 9
    if (character.trim()) parts.push(`<text x="${30 + x}" y="${36 + line * 28}">${escape(character)}</text>`)
    if (kinds[place]) parts.push(`<rect x="${30 + x}" y="${40 + line * 28}" width="${wide}" height="2" fill="${lineOf(kinds[place]!, theme)}"/>`)
    x += wide
  }
  const [width, height] = [PER_LINE * 16 + 70, (line + 1) * 28 + 50]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escape(FONT)}" font-size="16" fill="${theme.ink}"><rect width="100%" height="100%" fill="${theme.ground}"/>${parts.join('')}</svg>`
}
