// Boundaries from a GeoJSON file that the user gives: features with a GB/T 2260 code, drawn in a plain projection.

export interface Boundaries {
  width: number
  height: number
  shapes: { code: string; name: string; path: string; x: number; y: number }[]
}

const CODES = ['adcode', 'code', 'gb', 'GB', 'gb2260', 'GB2260', 'id', 'ADCODE', 'CODE', 'PAC', 'pac']
const NAMES = ['name', 'NAME', 'label', 'fullname']
const WIDTH = 900

type Point = [number, number]
type Ring = Point[]

/** Shapes of all features that carry a code. Throws where the file is no GeoJSON. */
export function readBoundaries(said: unknown): Boundaries {
  const features = (said as { features?: unknown[] } | null)?.features
  if (!Array.isArray(features)) throw new Error('GeoJSON: FeatureCollection')
  const found = features.flatMap((feature) => read(feature))
  const points = found.flatMap((shape) => shape.rings.flat())
  if (!points.length) return { width: WIDTH, height: 300, shapes: [] }
  const [west, east] = [least(points, 0), -least(points.map(([x, y]) => [-x, y]), 0)]
  const [south, north] = [least(points, 1), -least(points.map(([x, y]) => [x, -y]), 1)]
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(WIDTH / ((east - west) * squeeze || 1), 640 / (north - south || 1))
  const project = ([x, y]: Point): Point => [round((x - west) * squeeze * scale + 10), round((north - y) * scale + 10)]
  const shapes = found.map(({ code, name, rings }) => {
    const placed = rings.map((ring) => ring.map(project))
    const [x, y] = middle(placed.reduce((a, b) => (area(b) > area(a) ? b : a)))
    return { code, name, x, y, path: placed.map((ring) => `M${ring.map((point) => point.join(' ')).join('L')}Z`).join('') }
  })
  return { width: Math.round((east - west) * squeeze * scale + 20), height: Math.round((north - south) * scale + 20), shapes }
}

function read(feature: unknown): { code: string; name: string; rings: Ring[] }[] {
  const { properties, geometry, id } = (feature ?? {}) as { properties?: Record<string, unknown>; geometry?: { type?: string; coordinates?: unknown }; id?: unknown }
  const said = { ...properties, ...(id === undefined ? {} : { id }) } as Record<string, unknown>
  const code = CODES.map((name) => String(said[name] ?? '')).map((text) => text.replace(/^156/, '')).find((text) => /^\d{6}$/.test(text))
  if (!code || !geometry) return []
  const name = NAMES.map((key) => said[key]).find((text): text is string => typeof text === 'string') ?? code
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? (geometry.coordinates as unknown[]) : []
  const rings = (polygons as Ring[][]).flat().filter((ring) => Array.isArray(ring) && ring.every((point) => Number.isFinite(point?.[0]) && Number.isFinite(point?.[1])))
  return rings.length ? [{ code, name, rings }] : []
}

const least = (points: Point[], at: 0 | 1): number => points.reduce((small, point) => Math.min(small, point[at]), Infinity)
const round = (value: number): number => Math.round(value * 10) / 10

function area(ring: Ring): number {
  return Math.abs(ring.reduce((sum, [x, y], at) => { const [nx, ny] = ring[(at + 1) % ring.length]!; return sum + x * ny - nx * y }, 0))
}

function middle(ring: Ring): Point {
  return [round(ring.reduce((sum, [x]) => sum + x, 0) / ring.length), round(ring.reduce((sum, [, y]) => sum + y, 0) / ring.length)]
}
