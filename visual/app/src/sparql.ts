// The SPARQL behind a view, to go on from in the query editor.

import { facingNow } from './facing'
import type { Filter } from './filter'
import type { Id } from './model'
import type { State } from './state'
import { textNow } from './reader'

const BASE = 'https://w3id.org/cetu/id/'
const iri = (id: Id): string => `<${(BASE + id).replace(/[<>"{}|\\^`\s]/g, (found) => encodeURIComponent(found))}>`
const cetu = (name: string): string => `cetu:${name.replace(/[^A-Za-z]/g, '')}`

const PREFIXES = 'PREFIX cetu: <https://w3id.org/cetu/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n'

function filters(filter: Filter, node: string): string {
  const values = (name: string, ids: string[]) => (ids.length ? `  VALUES ?${name} { ${ids.join(' ')} }\n` : '')
  let said = ''
  if (filter.plans.length) said += `${values('plan', filter.plans.map(iri))}  ?${node} cetu:saidBy ?plan .\n`
  if (filter.readings.length) said += `${values('reading', filter.readings.map(cetu))}  ?${node} cetu:reading ?reading .\n`
  const stages = filter.stages.filter((stage) => stage !== '-')
  if (stages.length) said += `${values('stage', stages.map(cetu))}  ?${node} cetu:stage ?stage .\n`
  if (filter.strength > 1 && node === 'support') said += `  ?support cetu:strength ?least . FILTER(?least >= ${filter.strength})\n`
  return said
}

export function sparqlOf(state: State, filter: Filter): string {
  switch (state.view) {
    case 'graph': {
      const things = state.shown.map((one) => iri(one[0]))
      return `# 图中事物之间的陈述与推断的支撑\n${PREFIXES}SELECT ?from ?relation ?to ?reading ?link WHERE {\n  VALUES ?a { ${things.join(' ')} }\n  VALUES ?b { ${things.join(' ')} }\n  {\n    ?link cetu:subject ?a ; cetu:predicate ?relation ; cetu:object ?b ; cetu:reading ?reading .\n  } UNION {\n    ?link a cetu:Support ; cetu:supporter ?a ; cetu:technology ?b ; cetu:reading ?reading .\n    BIND(cetu:supports AS ?relation)\n  }\n  ?a rdfs:label ?from . ?b rdfs:label ?to .\n${filters({ ...filter, strength: 1 }, 'link')}}\n`
    }
    case 'timeline':
      return `# 指标\n${PREFIXES}SELECT ?plan ?indicator ?year ?comparator ?value ?unit ?baseline ?words WHERE {\n${filters(filter, 'target')}${state.indicator ? `  ?target cetu:indicator ${iri(state.indicator)} .\n` : ''}  ?target a cetu:Target ; cetu:saidBy ?plan ; rdfs:label ?words ; cetu:indicator/rdfs:label ?indicator .\n  OPTIONAL { ?target cetu:year ?year }\n  OPTIONAL { ?target cetu:comparator ?comparator }\n  OPTIONAL { ?target cetu:baselineYear ?baseline }\n  OPTIONAL { ?target cetu:quantity ?quantity . ?quantity cetu:value ?value . OPTIONAL { ?quantity cetu:unit/rdfs:label ?unit } }\n} ORDER BY ?indicator ?year\n`
    case 'plan': {
      const plan = textNow.text?.plan ?? state.plan
      return `# 规划中说到的事物和它们的位置\n${PREFIXES}PREFIX oa: <http://www.w3.org/ns/oa#>\nSELECT ?start ?end ?words ?thing WHERE {\n  ${iri(plan)} cetu:hasSourceText ?text .\n  ?place oa:hasSource ?text ; cetu:quote ?words ; cetu:refersTo/rdfs:label ?thing ; oa:hasSelector ?at .\n  ?at oa:start ?start ; oa:end ?end .\n} ORDER BY ?start ?end\n`
    }
    case 'align': {
      const pair = facingNow.facing ?? { left: state.aligned?.[0] ?? '', right: state.aligned?.[1] ?? '' }
      return `# 两份规划逐条对照；先用 cetu align A B --to 图库 把对照存进图库\n${PREFIXES}SELECT ?kind ?relation ?left ?right ?reason ?score WHERE {\n  ?row a cetu:Correspondence ; cetu:leftPlan ${iri(pair.left)} ; cetu:rightPlan ${iri(pair.right)} ; cetu:comparedKind ?kind ;\n    rdfs:label ?relation ; cetu:reason ?reason ; cetu:confidence ?score .\n  OPTIONAL { ?row cetu:leftEvidence/cetu:quote ?left }\n  OPTIONAL { ?row cetu:rightEvidence/cetu:quote ?right }\n} ORDER BY ?kind ?relation ?left ?right\n`
    }
    case 'map':
      if (state.mapBy === 'projects') return `# 每个地区的项目\n${PREFIXES}SELECT ?region (COUNT(DISTINCT ?project) AS ?projects) WHERE {\n${filters(filter, 'statement')}  ?statement a cetu:Statement ; cetu:predicate cetu:hasProject ; cetu:subject ?place ; cetu:object ?project .\n  ?place a cetu:Region ; rdfs:label ?region .\n} GROUP BY ?region ORDER BY DESC(?projects)\n`
      return state.mapBy === 'technology'
        ? `# 一项技术由哪些地区支撑\n${PREFIXES}SELECT ?region (MAX(?strength) AS ?best) WHERE {\n${filters(filter, 'support')}  ?support a cetu:Support ; cetu:technology ${iri(state.mapTechnology)} ; cetu:supporter ?place ; cetu:strength ?strength .\n  ?place a cetu:Region ; rdfs:label ?region .\n} GROUP BY ?region ORDER BY DESC(?best)\n`
        : `# 每个地区支撑的技术数\n${PREFIXES}SELECT ?region (COUNT(DISTINCT ?technology) AS ?technologies) WHERE {\n${filters(filter, 'support')}  ?support a cetu:Support ; cetu:technology ?technology ; cetu:supporter ?place .\n  ?place a cetu:Region ; rdfs:label ?region .\n} GROUP BY ?region ORDER BY DESC(?technologies)\n`
    case 'flow':
      return `# 任务—技术—集群—地区\n${PREFIXES}SELECT DISTINCT ?task ?technology ?cluster ?region WHERE {\n${filters(filter, 'support')}  ?support a cetu:Support ; cetu:technology ?t ; cetu:supporter ?c ; cetu:step/cetu:statement ?statement .\n  ?c a cetu:Cluster ; rdfs:label ?cluster . ?t rdfs:label ?technology .\n  OPTIONAL { ?statement cetu:inSection/cetu:subsectionOf* ?section . ?section a cetu:Task ; cetu:heading ?task }\n  OPTIONAL { ?where cetu:hasCluster ?c . ?where a cetu:Region ; rdfs:label ?region }\n} ORDER BY ?task ?technology\n`
    case 'matrix': {
      const column = { Region: '  ?who a cetu:Region ; rdfs:label ?column .\n', Cluster: '  ?who a ?class ; rdfs:label ?column . VALUES ?class { cetu:Cluster cetu:Industry }\n', Plan: '  ?support cetu:saidBy/rdfs:label ?column .\n' }[state.columns]
      return `# 技术 × ${{ Region: '地区', Cluster: '集群与产业', Plan: '规划' }[state.columns]}：最强力度和条数\n${PREFIXES}SELECT ?row ?column (MAX(?strength) AS ?best) (COUNT(DISTINCT ?support) AS ?supports) WHERE {\n${filters(filter, 'support')}  ?support a cetu:Support ; cetu:technology ?technology ; cetu:supporter ?who ; cetu:strength ?strength .\n  ?technology rdfs:label ?row .\n${column}} GROUP BY ?row ?column ORDER BY DESC(?best) ?row ?column\n`
    }
  }
}
