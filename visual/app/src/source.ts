// Where the data come from: a server, or the script `data.js` beside a static site. Views know only `Source`.

import type { Answer, Bundle, Facing, Found, Id, Judgement, Overview, PlanText, Question, Summary } from './model'
import { searchNames, type Names } from './names'

export interface Source {
  readonly isStatic: boolean
  summary(): Promise<Summary>
  plans(plans: Id[]): Promise<Bundle>
  around(thing: Id): Promise<Bundle>
  between(things: Id[]): Promise<Bundle>
  links(links: Id[]): Promise<Bundle>
  path(start: Id, end: Id): Promise<Bundle>
  text(plan: Id): Promise<PlanText>
  align(left: Id, right: Id): Promise<Facing>
  /** The pairs that can be aligned; null for any. */
  readonly pairs: [Id, Id][] | null
  search(words: string): Promise<Found[]>
  named(names: string[]): Promise<Id[]>
  overview(asks: Record<string, unknown>): Promise<Overview>
  /** How many parts of the overview have been read, of how many. */
  progress(): Promise<[number, number]>
  questions(): Promise<Question[]>
  answer(question: string, parameters: Record<string, string>): Promise<Answer>
  layout(count: number, edges: [number, number][]): Promise<[number, number][] | null>
  judge(judgement: Judgement, token: string): Promise<Judgement[]>
}

const NONE: Bundle = { things: [], links: [], places: [], sections: [], plans: [] }

/** What a static site holds, as `cetu export --site` writes it into `data.js`. */
export interface Site {
  summary: Summary
  bundle: Bundle
  texts: Omit<PlanText, 'bundle'>[]
  names: Names
  questions: (Question & { answer: Answer })[]
  alignments?: Facing[]
}

declare global {
  interface Window {
    cetuSite?: Site
  }
}

export function openSource(): Source {
  return window.cetuSite ? siteSource(window.cetuSite) : serverSource()
}

/** What went wrong, as the server says it: in JSON, or as plain text. */
function detailOf(text: string): string {
  try {
    return String((JSON.parse(text) as { detail?: string }).detail ?? '')
  } catch {
    return text.trim().slice(0, 400)
  }
}

async function told<T>(reply: Response): Promise<T> {
  const text = await reply.text()
  if (reply.ok) return JSON.parse(text) as T
  throw new Error(detailOf(text) || `${reply.status} ${reply.statusText}`)
}

function serverSource(): Source {
  const get = async <T,>(path: string, query: [string, string][] = []): Promise<T> =>
    told<T>(await fetch(`${path}?${new URLSearchParams(query)}`))
  const post = async <T,>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> =>
    told<T>(await fetch(path, { method: 'POST', body: JSON.stringify(body), headers }))
  return {
    isStatic: false,
    pairs: null,
    summary: () => get('explorer/summary'),
    plans: (plans) => (plans.length ? get('explorer/plans', plans.map((plan) => ['plan', plan])) : Promise.resolve(NONE)),
    around: (thing) => get('explorer/around', [['thing', thing]]),
    between: (things) => (things.length ? post('explorer/between', things) : Promise.resolve(NONE)),
    links: (links) => (links.length ? post('explorer/links', links) : Promise.resolve(NONE)),
    path: (start, end) => get('explorer/path', [['start', start], ['end', end]]),
    text: (plan) => get('explorer/text', [['plan', plan]]),
    align: (left, right) => get('explorer/align', [['left', left], ['right', right]]),
    search: (words) => get('explorer/search', [['q', words]]),
    named: (names) => post('explorer/named', names),
    overview: (asks) => post('explorer/overview', asks),
    progress: () => get('explorer/progress'),
    questions: () => get('api/questions'),
    answer: (question, parameters) => get(`api/questions/${question}`, [...Object.entries(parameters), ['format', 'json']]),
    layout: (count, edges) => post('explorer/layout', { count, edges }),
    judge: (judgement, token) => post('explorer/judgements', judgement, { authorization: `Bearer ${token}` }),
  }
}

function siteSource(site: Site): Source {
  const all = Promise.resolve(site.bundle)
  const labels = new Map(site.bundle.things.map((thing) => [thing.label, thing.id]))
  return {
    isStatic: true,
    pairs: (site.alignments ?? []).map((one): [Id, Id] => [one.left, one.right]),
    summary: () => Promise.resolve({ ...site.summary, static: true }),
    plans: () => all,
    around: () => all,
    between: () => all,
    links: () => all,
    path: () => all,
    text: (plan) => {
      const text = site.texts.find((one) => one.plan === plan)
      return text ? Promise.resolve({ ...text, bundle: NONE }) : Promise.reject(new Error(plan))
    },
    align: (left, right) => {
      const found = site.alignments?.find((one) => one.left === left && one.right === right)
      return found ? Promise.resolve(found) : Promise.reject(new Error('这两份规划没有随静态页面导出对照 This pair was not exported'))
    },
    search: (words) => Promise.resolve(searchNames(site.names, words)),
    named: (names) => Promise.resolve(names.flatMap((name) => labels.get(name) ?? [])),
    overview: () => Promise.reject(new Error('all of it is here')),
    progress: () => Promise.resolve([0, 0]),
    questions: () => Promise.resolve(site.questions),
    answer: (question) => {
      const found = site.questions.find((one) => one.name === question)
      return found ? Promise.resolve(found.answer) : Promise.reject(new Error(question))
    },
    layout: () => Promise.resolve(null),
    judge: () => Promise.reject(new Error('静态页面不能写入 A static site writes nothing')),
  }
}
