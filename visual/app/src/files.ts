// Files that leave the explorer: CSV, XLSX, GEXF, GraphML, SVG, PNG.

import { strToU8, zipSync } from 'fflate'
import type { Cell, Net, Table } from './tables'

const escape = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)

/** With a byte-order mark, so that Excel reads it as UTF-8; a cell that a spreadsheet would run gets a quote before it. */
export function csv(table: Table): string {
  const cell = (value: Cell): string => {
    if (value === null) return ''
    if (typeof value === 'number') return String(value)
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
  }
  return `\ufeff${[table.columns, ...table.rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const column = (at: number): string => (at < 26 ? LETTERS[at]! : column(Math.floor(at / 26) - 1) + LETTERS[at % 26]!)
const MOST = 32767

/** A workbook of one sheet; text is text, never a formula; the first row stays in sight. */
export function xlsx(table: Table): Uint8Array {
  const cell = (value: Cell, row: number, at: number, style: number): string => {
    if (value === null || value === '') return ''
    const place = `r="${column(at)}${row}"${style ? ` s="${style}"` : ''}`
    if (typeof value === 'number' && Number.isFinite(value)) return `<c ${place}><v>${value}</v></c>`
    return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escape([...String(value)].slice(0, MOST).join(''))}</t></is></c>`
  }
  const rows = [table.columns, ...table.rows].map((row, index) => `<row r="${index + 1}">${row.map((value, at) => cell(value, index + 1, at, index ? 0 : 1)).join('')}</row>`)
  const widths = table.columns.map((name, at) => {
    const longest = Math.max(...[name, ...table.rows.slice(0, 200).map((row) => row[at])].map((value) => [...String(value ?? '')].reduce((sum, one) => sum + (one.charCodeAt(0) > 255 ? 2 : 1), 0)))
    return `<col min="${at + 1}" max="${at + 1}" width="${Math.max(8, Math.min(60, longest + 2))}" customWidth="1"/>`
  })
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packages = 'http://schemas.openxmlformats.org/package/2006'
  const sheet = escape(table.name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31) || 'cetu')
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${sheet}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf fontId="0" xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData></worksheet>`,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(head + text)])), { level: 6 })
}

const ATTRIBUTES = ['predicate', 'type', 'reading', 'coverage', 'route', 'strength', 'stage', 'modality', 'confidence', 'rule', 'plan'] as const

function attributes(net: Net, index: number): Record<(typeof ATTRIBUTES)[number], string> {
  const { link } = net.edges[index]!
  return {
    predicate: link.p, type: link.type, reading: link.reading, coverage: link.coverage ?? '', route: link.route ?? '', strength: String(link.strength ?? ''),
    stage: link.stage ?? '', modality: link.modality ?? '', confidence: String(link.confidence ?? ''), rule: link.rule ?? '', plan: link.plan,
  }
}

export function graphml(net: Net): string {
  const keys = ['label', 'kind'].map((name) => `<key id="${name}" for="node" attr.name="${name}" attr.type="string"/>`)
  keys.push(...['x', 'y'].map((name) => `<key id="${name}" for="node" attr.name="${name}" attr.type="double"/>`))
  keys.push(...ATTRIBUTES.map((name) => `<key id="${name}" for="edge" attr.name="${name}" attr.type="string"/>`))
  const nodes = net.nodes.map((node) => `<node id="${escape(node.id)}"><data key="label">${escape(node.label)}</data><data key="kind">${node.kind}</data>${node.x === undefined ? '' : `<data key="x">${node.x}</data><data key="y">${node.y}</data>`}</node>`)
  const edges = net.edges.map((edge, index) => `<edge id="${escape(edge.id)}" source="${escape(edge.from)}" target="${escape(edge.to)}">${Object.entries(attributes(net, index)).filter(([, value]) => value).map(([name, value]) => `<data key="${name}">${escape(value)}</data>`).join('')}</edge>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">${keys.join('')}<graph edgedefault="directed">\n${nodes.join('\n')}\n${edges.join('\n')}\n</graph></graphml>\n`
}

export function gexf(net: Net): string {
  const nodes = net.nodes.map((node) => `<node id="${escape(node.id)}" label="${escape(node.label)}"><attvalues><attvalue for="kind" value="${node.kind}"/></attvalues>${node.x === undefined ? '' : `<viz:position x="${node.x}" y="${-node.y!}" z="0"/>`}</node>`)
  const edges = net.edges.map((edge, index) => `<edge id="${escape(edge.id)}" source="${escape(edge.from)}" target="${escape(edge.to)}" label="${edge.link.p}"${edge.link.strength ? ` weight="${edge.link.strength}"` : ''}><attvalues>${Object.entries(attributes(net, index)).filter(([, value]) => value).map(([name, value]) => `<attvalue for="${name}" value="${escape(value)}"/>`).join('')}</attvalues></edge>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><graph defaultedgetype="directed"><attributes class="node"><attribute id="kind" title="kind" type="string"/></attributes><attributes class="edge">${ATTRIBUTES.map((name) => `<attribute id="${name}" title="${name}" type="string"/>`).join('')}</attributes>\n<nodes>${nodes.join('\n')}</nodes>\n<edges>${edges.join('\n')}</edges></graph></gexf>\n`
}

/** An SVG document as a PNG at twice its size, smaller where a canvas would not hold it. */
export async function png(svg: string): Promise<Blob> {
  const image = new Image()
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve
      image.onerror = () => reject(new Error('SVG'))
      image.src = url
    })
    const scale = Math.min(2, 12000 / image.width, 12000 / image.height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.ceil(image.width * scale)
    canvas.height = Math.ceil(image.height * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('PNG'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(url)
  }
}

export function save(name: string, content: string | Uint8Array | Blob, type: string): void {
  const blob = content instanceof Blob ? content : new Blob([content as BlobPart], { type })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
