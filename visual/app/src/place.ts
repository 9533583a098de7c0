// Where new things of the graph picture stand: near what they hang on, in free room, while everything else stays put.

import { forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force'

export interface Spot extends SimulationNodeDatum {
  id: string
  width: number
  x: number
  y: number
}

const HEIGHT = 46
export const FEW = 500
/** With more new things than this the server lays them out, where there is one. */

/** Places for `fresh` beside the `standing`, tied by `edges`; the same input gives the same places. */
export function place(standing: Spot[], fresh: { id: string; width: number }[], edges: [string, string][]): Map<string, [number, number]> {
  const at = new Map(standing.map((spot) => [spot.id, spot]))
  const degree = new Map<string, number>()
  for (const edge of edges) for (const end of edge) degree.set(end, (degree.get(end) ?? 0) + 1)
  const right = Math.max(0, ...standing.map((spot) => spot.x + spot.width / 2))
  const moving: Spot[] = fresh.map((one, index) => {
    const near = edges.flatMap(([a, b]) => (a === one.id ? at.get(b) : b === one.id ? at.get(a) : undefined) ?? [])
    const turn = index * 2.399963 // the golden angle
    const reach = near.length ? 110 + 6 * Math.sqrt(index) : 30 * Math.sqrt(index)
    const centre = near.length
      ? { x: mean(near.map((spot) => spot.x)), y: mean(near.map((spot) => spot.y)) }
      : { x: standing.length ? right + 220 : 0, y: 0 }
    return { ...one, x: centre.x + 1.35 * reach * Math.cos(turn), y: centre.y + reach * Math.sin(turn) }
  })
  const fixed = standing.map((spot) => ({ ...spot, fx: spot.x, fy: spot.y }))
  const spots = [...fixed, ...moving]
  const ids = new Set(spots.map((spot) => spot.id))
  const ties = edges.filter(([a, b]) => ids.has(a) && ids.has(b)).map(([source, target]) => ({ source, target }))
  const leaf = (id: string) => (degree.get(id) ?? 0) <= 1
  const simulation = forceSimulation(spots)
    .stop()
    .force('link', forceLink<Spot, { source: string | Spot; target: string | Spot }>(ties).id((spot) => spot.id)
      .distance((tie) => (leaf((tie.source as Spot).id) || leaf((tie.target as Spot).id) ? 95 : 150)).strength(0.35))
    .force('apart', forceManyBody<Spot>().strength(-420).distanceMax(700))
    .force('x', forceX<Spot>(mean(spots.map((spot) => spot.x))).strength(0.02))
    .force('y', forceY<Spot>(mean(spots.map((spot) => spot.y))).strength(0.045))
  const rounds = moving.length > FEW ? 60 : 220
  simulation.alphaDecay(1 - Math.pow(0.001, 1 / rounds))
  for (let round = 0; round < rounds; round++) {
    simulation.tick()
    if (moving.length <= FEW && round % 4 === 3) part(spots, moving.length)
  }
  for (let round = 0; round < 40 && part(spots, moving.length); round++);
  return new Map(moving.map((spot) => [spot.id, [Math.round(spot.x), Math.round(spot.y)]]))
}

const mean = (values: number[]): number => (values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0)

/** Push apart boxes (a thing with its label) that lie on one another, by a grid; the fixed ones stay. Whether any did. */
function part(spots: Spot[], freshCount: number): boolean {
  if (freshCount > 3000) return false
  const cells = new Map<string, Spot[]>()
  const size = 160
  let pushed = false
  for (const spot of [...spots].sort((a, b) => a.x - b.x || (a.id < b.id ? -1 : 1))) {
    const [column, row] = [Math.floor(spot.x / size), Math.floor(spot.y / size)]
    for (let dx = -2; dx <= 2; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of cells.get(`${column + dx} ${row + dy}`) ?? []) pushed = shove(spot, other) || pushed
      }
    }
    const key = `${column} ${row}`
    const there = cells.get(key)
    if (there) there.push(spot)
    else cells.set(key, [spot])
  }
  return pushed
}

function shove(a: Spot, b: Spot): boolean {
  const wide = (a.width + b.width) / 2 + 8 - Math.abs(a.x - b.x)
  const high = HEIGHT - Math.abs(a.y - b.y)
  if (wide <= 0 || high <= 0) return false
  const free = (a.fx == null ? 1 : 0) + (b.fx == null ? 1 : 0)
  if (!free) return false
  const [axis, by] = high * 1.6 < wide ? (['y', high] as const) : (['x', wide] as const)
  const sign = a[axis] === b[axis] ? (a.id < b.id ? -1 : 1) : Math.sign(a[axis] - b[axis])
  if (a.fx == null) a[axis] += (sign * by) / free
  if (b.fx == null) b[axis] -= (sign * by) / free
  return true
}
