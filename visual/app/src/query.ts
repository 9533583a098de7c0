// The query editor: Yasgui over this server's own endpoint, beside it the question library with its parameters, and
// completion of prefixes, of the ontology's terms and of things by name. Nothing is asked of another host.
import Yasgui from '@zazuko/yasgui'
import '@zazuko/yasgui/build/yasgui.min.css'
import { pack } from './packing'
import './query.css'

interface Parameter { name: string; description: string; type: 'string' | 'integer'; default: string | number }
interface Question { name: string; zh: string; en: string; reading: string; parameters: Parameter[]; sparql: string }
interface Found { iri: string; label: string; class: string }
interface Proposal { value: string; plans: number }
interface Rows { results: { bindings: Record<string, { value: string }>[] } }

const here = (path: string): string => new URL(path, location.href).href

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(here(path), { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(((await answer.json()) as { detail: string }).detail)
  return (await answer.json()) as T
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, more: Partial<HTMLElementTagNameMap[K]> = {}, ...within: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), more)
  made.append(...within)
  return made
}

const BASE = 'https://w3id.org/cetu/id/'

/** Everything that the last result names, in the order of its rows. */
function cellsOf(yasgui: Yasgui): string[] {
  const results = yasgui.getTab()?.getYasr().results
  const rows = results?.getBindings()?.flatMap(row => Object.values(row).map(term => term.value))
  const triples = results?.getStatements()?.flatMap(triple => [triple.subject.value, triple.object.value])
  return [...new Set(rows?.length ? rows : triples ?? [])].filter(cell => cell.startsWith(BASE) || (cell.length < 60 && !cell.includes('://'))).slice(0, 3000)
}

/** A button that opens what a query answered as a graph in the explorer. */
function toGraph(yasgui: Yasgui, problem: (text: string) => void): HTMLButtonElement {
  const button = element('button', { type: 'button', className: 'to-graph' }, '结果画成关系图 Open the result as a graph')
  button.addEventListener('click', () => {
    const cells = cellsOf(yasgui)
    if (cells.length) location.href = explorer(`&answer=${pack(cells)}`)
    else problem('先执行查询；结果里要有图中的事物。 Run the query first; its result must name things of the graph.')
  })
  return button
}

const dark = matchMedia('(prefers-color-scheme: dark)')
/** `light` or `dark` as it was chosen here or in the explorer that one came from; null as the system has it. */
let theme = new URLSearchParams(location.search).get('theme')

function paint(): void {
  const isDark = theme ? theme === 'dark' : dark.matches
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  document.documentElement.classList.toggle('dark', isDark) // the table of results looks for this
}

/** Where the explorer is, in the same theme. */
const explorer = (hash = ''): string => here(`./#/graph?${new URLSearchParams({ ...(theme ? { theme } : {}) })}${hash}`)

function themeButton(): HTMLButtonElement {
  const name = '深色／浅色 Dark / light'
  const button = element('button', { type: 'button', title: name, ariaLabel: name }, '☾')
  button.dataset.act = 'theme'
  button.addEventListener('click', () => {
    theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'
    paint()
    back.href = explorer()
  })
  return button
}

const back = element('a', { href: './' }, '策图 cetu')

const START = `SELECT ?plan ?title WHERE {
  ?plan a cetu:Plan ; rdfs:label ?title .
} ORDER BY ?title`

/** The query with the prefixes that it uses declared, so that it runs in any other engine too. */
function declared(sparql: string, prefixes: Record<string, string>): string {
  const body = sparql.split('\n').filter(line => !/^#\s*(group|by|set|zh|en|read|param|col)\b/.test(line)).join('\n')
  const used = Object.entries(prefixes).filter(([name]) => new RegExp(`(^|[^\\w:-])${name}:`).test(body))
  return [...used.map(([name, space]) => `PREFIX ${name}: <${space}>`), body].join('\n')
}

/** Completion from the graph itself in the place of the public services that Yasqe would ask. */
function completeFromHere(prefixes: Record<string, string>): void {
  const { prefixes: names, property, class: kinds } = Yasgui.Yasqe.Autocompleters
  const terms = (kind: string) => async (): Promise<string[]> => {
    const query = `SELECT DISTINCT ?t { ?t a ?k FILTER(?k IN (${kind}) && ISIRI(?t)) } ORDER BY ?t`
    const rows = await get<Rows>(`sparql?query=${encodeURIComponent(query)}`)
    return rows.results.bindings.flatMap(row => row.t?.value ?? [])
  }
  const known = Object.entries(prefixes).map(([name, space]) => `${name}: <${space}>`)
  if (names) Object.assign(names, { get: () => known, bulk: true, persistenceId: null })
  if (property) {
    const get = terms('owl:ObjectProperty, owl:DatatypeProperty, owl:AnnotationProperty')
    Object.assign(property, { get, bulk: true, persistenceId: null })
  }
  if (kinds) Object.assign(kinds, { get: terms('owl:Class'), bulk: true, persistenceId: null })
}

function editor(root: HTMLElement, prefixes: Record<string, string>): Yasgui {
  completeFromHere(prefixes)
  const given = /[#&?]query=/.test(location.href) // Yasgui takes it out of the address when it has read it
  const yasgui = new Yasgui(root, {
    requestConfig: { endpoint: here('sparql'), method: 'POST', args: [], headers: {} },
    endpointCatalogueOptions: { getData: () => [{ endpoint: here('sparql') }], keys: [], renderItem: () => undefined },
    persistenceId: null,
    copyEndpointOnNewTab: true,
    yasqe: {
      persistenceId: null, prefixCcApi: null,
      autocompleters: ['prefixes', 'variables', 'property', 'class'],
    },
    yasr: { persistenceId: null, prefixes, pluginOrder: ['table', 'response'], defaultPlugin: 'table' },
  })
  yasgui.getTab()?.getYasqe().getInputField().setAttribute('aria-label', 'SPARQL')
  if (!given) yasgui.getTab()?.setQuery(declared(START, prefixes))
  return yasgui
}

/** A field that finds things by name and hands over what is chosen. */
function finder(chosen: (one: Found) => void): HTMLElement {
  const list = element('ul', { className: 'found' })
  const field = element('input', { type: 'search', id: 'find', placeholder: '名称 name：储能、大连…', autocomplete: 'off' })
  let latest = 0
  field.addEventListener('input', async () => {
    const number = ++latest
    const text = field.value.trim()
    const found = text ? await get<Found[]>(`api/search?limit=8&q=${encodeURIComponent(text)}`).catch(() => []) : []
    if (number !== latest) return
    list.replaceChildren(...found.map(one => {
      const button = element('button', { type: 'button' }, one.label, element('small', {}, one.class))
      button.addEventListener('click', () => { chosen(one); list.replaceChildren(); field.value = '' })
      return element('li', {}, button)
    }))
  })
  const label = element('label', { htmlFor: 'find' }, '插入事物的 IRI Insert a thing')
  return element('section', {}, label, field, list)
}

/** What the graph proposes for a parameter while something is typed into its field: by name, pinyin or code. */
function proposing(field: HTMLInputElement, question: string, parameter: string): HTMLElement {
  const list = element('ul', { className: 'found' })
  let latest = 0
  field.autocomplete = 'off'
  field.addEventListener('input', async () => {
    const number = ++latest
    const typed = field.value.trim()
    const values = new URLSearchParams({ question, parameter, q: typed })
    const found = typed ? await get<Proposal[]>(`api/complete?${values}`).catch(() => []) : []
    if (number !== latest) return
    list.replaceChildren(...found.map(({ value, plans }) => {
      const button = element('button', { type: 'button' }, value, element('small', {}, plans ? `${plans} 份规划` : ''))
      button.addEventListener('click', () => { field.value = value; list.replaceChildren() })
      return element('li', {}, button)
    }))
  })
  return list
}

/** What a parameter is called in Chinese: its description up to the first pause (技术，任一名称，含下位；…) or English word. */
function called(description: string): string {
  return description.split(/[，；]| (?=[a-z])/)[0] ?? ''
}

/** What a question asks, how to read its answer, and a field for each parameter. */
function card(one: Question, pose: (values: URLSearchParams) => void): HTMLElement {
  const form = element('form', { className: 'parameters' })
  for (const parameter of one.parameters) {
    const field = element('input', {
      name: parameter.name, type: parameter.type === 'integer' ? 'number' : 'text', value: String(parameter.default),
      placeholder: parameter.default === '' ? '空为全部 all' : '',
    })
    form.append(element('label', { title: parameter.description }, `${called(parameter.description)} ${parameter.name} `, field))
    if (parameter.type === 'string') form.append(proposing(field, one.name, parameter.name))
  }
  form.append(element('button', { type: 'submit' }, '提问 Ask'))
  form.addEventListener('submit', event => {
    event.preventDefault()
    const said = [...new FormData(form).entries()].map(([name, value]): [string, string] => [name, String(value)])
    pose(new URLSearchParams(said.filter(([, value]) => value !== '')))
  })
  return element('div', { className: 'card' },
    element('h1', {}, one.zh), element('p', {}, one.en), element('p', { className: 'reading' }, one.reading), form)
}

async function begin(root: HTMLElement): Promise<void> {
  const [prefixes, questions] = await Promise.all([
    get<Record<string, string>>('api/prefixes'), get<Question[]>('api/questions'),
  ])
  const shown = element('div', { className: 'shown' })
  const place = element('div')
  const said = element('p', { className: 'problem', role: 'alert' })
  const filter = element('input', { type: 'search', placeholder: '筛选 filter', ariaLabel: '筛选问题 Filter the questions' })
  const list = element('ul', { className: 'questions' })
  const side = element('aside', {})
  const bar = element('p', { className: 'acts' })
  root.replaceChildren(
    element('header', {}, back, element('h1', {}, '查询 SPARQL'), themeButton()),
    element('div', { className: 'columns' }, side, element('main', {}, shown, said, bar, place)))
  const yasgui = editor(place, prefixes)
  bar.append(toGraph(yasgui, text => { said.textContent = text }))
  const insert = (one: Found): void => { yasgui.getTab()?.getYasqe().replaceSelection(`<${one.iri}>`) }
  side.append(finder(insert), element('h2', {}, '问题库 Questions'), filter, list)

  const pose = async (one: Question, values: URLSearchParams, run: boolean): Promise<void> => {
    said.textContent = ''
    try {
      const bound = values.size ? await get<{ sparql: string }>(`api/questions/${one.name}/sparql?${values}`) : one
      yasgui.getTab()?.setQuery(declared(bound.sparql, prefixes))
      if (run) await yasgui.getTab()?.query()
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error)
    }
  }
  const open = (one: Question): void => {
    shown.replaceChildren(card(one, values => void pose(one, values, true)))
    void pose(one, new URLSearchParams(), false)
  }
  const draw = (): void => {
    const text = filter.value.trim().toLowerCase()
    const fitting = questions.filter(one => `${one.name} ${one.zh} ${one.en}`.toLowerCase().includes(text))
    list.replaceChildren(...fitting.map(one => {
      const button = element('button', { type: 'button', title: one.en }, one.zh)
      button.dataset.name = one.name
      button.addEventListener('click', () => { open(one) })
      return element('li', {}, button)
    }))
  }
  filter.addEventListener('input', draw)
  draw()
}

paint()
dark.addEventListener('change', paint)
back.href = explorer()
const root = document.getElementById('app')
if (root) begin(root).catch((error: unknown) => { root.textContent = `打不开 cannot open: ${String(error)}` })
