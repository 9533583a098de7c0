// What the explorer says, in Chinese first, in English at a switch; and what the words of the graph are called.

export type Language = 'zh' | 'en'

const WORDS = {
  title: ['策图', 'cetu'],
  graph: ['关系图', 'Graph'], matrix: ['矩阵', 'Matrix'], map: ['地图', 'Map'], timeline: ['时间线', 'Timeline'], flow: ['流向', 'Flow'],
  plan: ['规划原文', 'Plan'], align: ['对照', 'Align'],
  alignTwo: ['图里只有一份规划；对照要有两份。', 'There is one plan in the graph; an alignment takes two.'],
  alignChoose: ['选两份规划：左边是上级（或作为基准的），右边是下级。', 'Choose two plans: the one above at the left, the one below at the right.'],
  aligning: ['正在逐条对照两份规划…', 'Aligning the two plans…'], alignAbove: ['上级', 'Above'], alignBelow: ['下级', 'Below'], alignSwap: ['左右互换', 'Swap'],
  asWord: ['对照表 Word', 'Word report'], asExcel: ['对照表 Excel', 'Excel report'], alignAll: ['全部类别', 'All kinds'], alignRelations: ['全部关系', 'All relations'],
  linkedScroll: ['联动滚动', 'Linked scrolling'], line: ['行', 'line'], restsOn: ['另依据', 'also rests on'], query: ['SPARQL 查询', 'SPARQL'],
  search: ['搜索：名称、同义词、拼音或首字母、代码、英文', 'Search: names, synonyms, pinyin, codes, English'],
  searchShort: ['搜索', 'Search'], nothingFound: ['没有找到', 'Nothing found'],
  begin: ['从哪里开始？', 'Where to begin?'],
  beginHint: ['搜一项技术、一个地区、一家机构，或从一个问题开始。每条线都能点开看原文。', 'Search for a technology, a place or an institution, or begin with a question. Every line opens its sentence.'],
  questions: ['从问题开始', 'Begin with a question'], starts: ['从这里看起', 'Begin here'], plansHere: ['图中的规划', 'Plans in the graph'],
  choosePlans: ['选择规划', 'Choose plans'], allPlans: ['全部规划', 'All plans'], chosenPlans: ['已选规划', 'plans chosen'],
  plansMany: ['规划很多：先选几份（最多 40 份），或直接搜索。', 'Many plans: choose some (40 at most), or search.'],
  evidence: ['依据', 'Evidence'], neighbours: ['相邻', 'Neighbours'], facets: ['筛选', 'Filter'], legend: ['图例', 'Legend'],
  clearFilter: ['清除筛选', 'Clear filter'], expand: ['展开', 'Expand'], collapse: ['收起', 'Collapse'], pin: ['固定', 'Pin'],
  unpin: ['松开', 'Unpin'], hide: ['隐藏', 'Hide'], undo: ['撤销', 'Undo'], redo: ['重做', 'Redo'], fit: ['看全图', 'Fit'],
  pathFrom: ['找路径', 'Find a path'], pathTo: ['到哪里？点图中一个节点，或搜索', 'To where? Click a node, or search'],
  noPath: ['没有找到路径', 'No path found'], pathFound: ['路径', 'Path'], cancel: ['取消', 'Cancel'], clear: ['清空', 'Clear'],
  more: ['更多', 'more'], all: ['全部', 'All'], add: ['加入图中', 'Add to graph'], addAll: ['全部加入', 'Add all'], shown: ['已在图中', 'shown'],
  openPlan: ['看原文', 'Open in the plan'], cite: ['复制引文', 'Copy citation'], cited: ['已复制', 'Copied'],
  copyLink: ['复制链接', 'Copy link'], download: ['导出', 'Export'], sparql: ['在查询编辑器中打开', 'Open the query behind it'],
  png: ['图片 PNG', 'PNG picture'], svg: ['图片 SVG', 'SVG picture'], csv: ['数据 CSV', 'CSV data'], xlsx: ['数据 XLSX', 'XLSX data'], gexf: ['网络 GEXF', 'GEXF network'], graphml: ['网络 GraphML', 'GraphML network'],
  compare: ['对比', 'Compare'], compareWith: ['对比什么', 'Compare what'], left: ['左', 'Left'], right: ['右', 'Right'], endCompare: ['结束对比', 'End'],
  comparePlans: ['两份规划', 'Two plans'], compareRegions: ['两个地区', 'Two regions'],
  onlyLeft: ['仅左', 'left only'], both: ['两边都有', 'both'], onlyRight: ['仅右', 'right only'],
  dark: ['深色', 'Dark'], light: ['浅色', 'Light'], language: ['English', '中文'], help: ['快捷键', 'Keys'], close: ['关闭', 'Close'],
  columns: ['列', 'Columns'], regions: ['地区', 'Regions'], clusters: ['集群与产业', 'Clusters, industries'], plans: ['规划', 'Plans'],
  sort: ['排序', 'Sort'], byStrength: ['力度', 'Strength'], byCount: ['条数', 'Count'], byName: ['名称', 'Name'], byCluster: ['聚类', 'Clustered'],
  measure: ['数值', 'Value'], strength: ['力度', 'Strength'], count: ['条数', 'Count'], technology: ['技术', 'Technology'],
  shows: ['显示', 'Show'], byTechnologies: ['技术数', 'Technologies'], byProjects: ['项目数', 'Projects'], byOne: ['一项技术的力度', 'Strength of one technology'],
  boundaries: ['边界文件…', 'Boundary file…'], tiles: ['方格图', 'Tile map'],
  boundariesWhy: ['自带的是示意方格图，不表示边界。要看真实边界，请选一个 GeoJSON 文件（要素须有 GB/T 2260 代码）：在中国公开的地图须有审图号，cetu 不附带任何边界数据；文件只在浏览器里读，不上传。', 'The tile map shows no boundaries. For real ones give a GeoJSON file whose features carry GB/T 2260 codes: published maps of China need an approved map number, so cetu ships none. The file is read in the browser only.'],
  noCodes: ['这个文件里没有认得的 GB/T 2260 代码（adcode、code、gb 等属性）', 'No GB/T 2260 codes found in this file (adcode, code, gb …)'],
  notOnMap: ['不在图上', 'not on the map'], unnamed: ['没有点名', 'not named'], province: ['省份', 'Province'],
  indicator: ['指标', 'Indicator'], numberless: ['未写数值', 'no number'], baseline: ['基期', 'baseline'], noTargets: ['选中的规划没有指标', 'No targets here'], noYear: ['未写年份', 'no year'],
  task: ['任务', 'Task'], cluster: ['集群', 'Cluster'], region: ['地区', 'Region'], noFlow: ['没有可画的流向', 'Nothing flows here'], otherTasks: ['其他任务', 'other tasks'],
  flowHint: ['任务提到的技术，支撑它的集群或产业，集群所在的地区；没有集群时直接连到地区。', 'Technologies of a task, the clusters or industries that support them, their regions; straight to regions where no cluster is named.'],
  topN: ['技术数', 'Technologies'],
  outline: ['目录', 'Outline'], spans: ['标记', 'Spans'], lists: ['名单', 'Lists'], inThisSection: ['此处说了什么', 'Said here'],
  reading: ['读法', 'Reading'], stage: ['阶段', 'Stage'], modality: ['情态', 'Modality'], route: ['路径', 'Route'], coverage: ['覆盖', 'Coverage'],
  confidence: ['置信度', 'Confidence'], rule: ['规则', 'Rule'], kind: ['类别', 'Class'], type: ['来源', 'Source'], sector: ['领域', 'Sector'], year: ['年份', 'Year'], body: ['责任单位', 'Responsible body'],
  said: ['原文直说', 'Stated'], inferred: ['推断', 'Inferred'], target: ['指标', 'Target'], via: ['经由', 'Via'], page: ['页', 'page'],
  steps: ['推断所依据的陈述', 'Rests on these statements'], sentence: ['句子', 'Sentence'], placesIn: ['原文中出现', 'Named in the text'],
  noEvidence: ['点图中的节点、连线、格子或条目，这里显示原文。', 'Click a node, a line, a cell or a bar to see its sentences.'],
  judge: ['核对', 'Judge'], right_: ['正确', 'Right'], wrong: ['错误', 'Wrong'], corrected: ['更正', 'Corrected'], who: ['姓名', 'Name'], note: ['说明', 'Note'], token: ['口令', 'Token'], save: ['保存', 'Save'], judgedBy: ['核对人', 'judged by'],
  comparator: ['比较', 'Comparator'], figure: ['数值', 'Figure'],
  correctTo: ['更正为', 'Correct to'], subject: ['主体', 'Subject'], object: ['客体', 'Object'], relation: ['关系', 'Relation'],
  readOnly: ['只读：用 cetu serve --token 启动才能写入核对意见', 'Read only: start with cetu serve --token to judge'],
  loading: ['正在读取…', 'Loading…'], statements: ['条陈述', 'statements'], supports: ['条推断的支撑', 'inferred supports'], things: ['个事物', 'things'],
  tooMany: ['太多，只列出', 'too many, showing'], of: ['共', 'of'], groupOf: ['合指', 'group of'], skip: ['跳到内容', 'Skip to content'],
  keysGraph: ['关系图', 'Graph'], openGraph: ['结果画成关系图', 'Open as a graph'], answerOf: ['问题', 'Question'],
  least: ['至少', 'at least'], unsaid: ['未说明', 'not said'], named: ['点名', 'named'], linkCopied: ['链接已复制', 'Link copied'],
  bigHint: ['图太大时标签会自动省略，放大可见。', 'Labels are thinned out in a large picture; zoom in to see them.'],
  emptyGraph: ['图是空的', 'Nothing in the graph yet'], filteredOut: ['被筛选隐去', 'hidden by the filter'],
} as const satisfies Record<string, readonly [string, string]>

export type Word = keyof typeof WORDS

export const word = (name: Word, language: Language): string => WORDS[name][language === 'zh' ? 0 : 1]

const TERMS: Record<string, [string, string]> = {
  Technology: ['技术', 'Technology'], Cluster: ['集群', 'Cluster'], Industry: ['产业', 'Industry'], Region: ['地区', 'Region'],
  Institution: ['机构', 'Institution'], Project: ['项目', 'Project'], Target: ['指标', 'Target'], Task: ['任务', 'Task'],
  Plan: ['规划', 'Plan'], Document: ['文件', 'Document'], Group: ['合指', 'Group'], Instrument: ['政策工具', 'Instrument'],
  mustDevelop: ['要发展', 'must develop'], hasTechnology: ['有技术', 'has technology'], hasProject: ['有项目', 'has project'],
  hasCluster: ['有集群', 'has cluster'], worksOn: ['研究', 'works on'], demonstrates: ['示范', 'demonstrates'],
  groupedUnder: ['归入', 'grouped under'], leads: ['牵头', 'leads'], takesPartIn: ['参与', 'takes part in'],
  basedOn: ['依据', 'based on'], cites: ['引用', 'cites'], restricts: ['限制', 'restricts'], supports: ['支撑', 'supports'],
  target: ['提出指标', 'sets target'], each: ['逐个', 'of each'], collective: ['整体（未指明哪一个）', 'of a group'],
  named: ['点名', 'named'], possible: ['可能（名单以“等”留开）', 'possible (open list)'],
  research: ['研究', 'research'], develop: ['开发', 'develop'], demonstrate: ['示范', 'demonstrate'], deploy: ['推广', 'deploy'],
  restrict: ['限制', 'restrict'], exists: ['已有', 'exists'], toBuild: ['拟建', 'to build'], striveFor: ['争创', 'striven for'],
  supported: ['支持', 'supported'], encouraged: ['鼓励', 'encouraged'], direct: ['直接', 'direct'], project: ['经项目', 'by project'],
  cluster: ['经集群', 'by cluster'], institution: ['经机构', 'by institution'], narrower: ['由下位技术上推', 'from a narrower technology'],
  within: ['由下辖地区上推', 'from a region within'], said: ['原文直说', 'stated'], inferred: ['推断', 'inferred'],
  ge: ['≥', '≥'], le: ['≤', '≤'], approx: ['约', 'about'], eq: ['=', '='], increase: ['提高', 'up'], decrease: ['下降', 'down'], multiple: ['倍', 'times'],
  open: ['开放（等）', 'open'], counted: ['计数（等 N 个）', 'counted'], closed: ['封闭', 'closed'], unmarked: ['未标明', 'unmarked'],
  label: ['名称', 'label'], name: ['又名', 'also'], english: ['英文', 'English'], pinyin: ['拼音', 'pinyin'], initials: ['首字母', 'initials'],
  right: ['正确', 'right'], wrong: ['错误', 'wrong'], corrected: ['已更正', 'corrected'], '-': ['未说明', 'not said'],
  lead: ['牵头', 'lead'], participant: ['参与', 'participant'],
  nation: ['国家级', 'national'], province: ['省级', 'provincial'], prefecture: ['市级', 'prefecture'], county: ['县级', 'county'],
}

export const term = (name: string, language: Language): string => TERMS[name]?.[language === 'zh' ? 0 : 1] ?? name

/** How classes look: line, fill, and the same in the dark; shapes of the graph. */
export const LOOK: Record<string, { line: string; fill: string; dark: string; shape: string }> = {
  Technology: { line: '#0072B2', fill: '#DCEEFA', dark: '#1F4E6E', shape: 'circle' },
  Cluster: { line: '#B87800', fill: '#FCE7BF', dark: '#6B4A0A', shape: 'hexagon' },
  Industry: { line: '#7D7600', fill: '#F6F1A4', dark: '#55510D', shape: 'slant' },
  Region: { line: '#00805D', fill: '#CBEFE3', dark: '#12543F', shape: 'square' },
  Institution: { line: '#A8437B', fill: '#F8DDEC', dark: '#6A2C4F', shape: 'octagon' },
  Project: { line: '#C24E00', fill: '#FBDCC6', dark: '#773410', shape: 'triangle' },
  Target: { line: '#6A4FB3', fill: '#E5DEF8', dark: '#413273', shape: 'ticket' },
  Task: { line: '#5A5A5A', fill: '#ECECEC', dark: '#4A4A4A', shape: 'page' },
  Plan: { line: '#333333', fill: '#D6D6D6', dark: '#5B5B5B', shape: 'page' },
  Document: { line: '#6B6B6B', fill: '#FFFFFF', dark: '#3A3A3A', shape: 'page' },
}

export const lookOf = (kind: string) => LOOK[kind] ?? LOOK['Document']!
