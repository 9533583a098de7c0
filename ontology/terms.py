"""Every class, property and individual of `cetu.ttl` as a plain string; a test holds the two together both ways.

Nothing else in the program spells an IRI. Importing this module costs next to nothing.
"""

from __future__ import annotations

from cetu.ontology.iri import ONTOLOGY as _NS


class Cetu:
    """The terms, in the order of `cetu.ttl`."""

    # Documents and text
    Entity = _NS + "Entity"
    Document = _NS + "Document"
    Plan = _NS + "Plan"
    PlanVersion = _NS + "PlanVersion"
    File = _NS + "File"
    SourceText = _NS + "SourceText"
    Section = _NS + "Section"
    Box = _NS + "Box"
    Task = _NS + "Task"
    Responsibility = _NS + "Responsibility"

    # What plans speak of
    Supporter = _NS + "Supporter"
    Technology = _NS + "Technology"
    Industry = _NS + "Industry"
    Cluster = _NS + "Cluster"
    Project = _NS + "Project"
    ProjectKind = _NS + "ProjectKind"
    Region = _NS + "Region"
    Institution = _NS + "Institution"
    Instrument = _NS + "Instrument"

    # Targets and quantities
    Indicator = _NS + "Indicator"
    Target = _NS + "Target"
    Observation = _NS + "Observation"
    Quantity = _NS + "Quantity"
    Unit = _NS + "Unit"
    QuantityKind = _NS + "QuantityKind"

    # Statements and evidence
    Statement = _NS + "Statement"
    Mention = _NS + "Mention"
    MentionList = _NS + "MentionList"
    Run = _NS + "Run"
    Support = _NS + "Support"
    Step = _NS + "Step"
    SupportSummary = _NS + "SupportSummary"
    Sameness = _NS + "Sameness"
    Judgement = _NS + "Judgement"
    Correspondence = _NS + "Correspondence"
    Progress = _NS + "Progress"
    Dataset = _NS + "Dataset"

    # Values
    Reading = _NS + "Reading"
    Coverage = _NS + "Coverage"
    Openness = _NS + "Openness"
    Modality = _NS + "Modality"
    Stage = _NS + "Stage"
    Comparator = _NS + "Comparator"
    Role = _NS + "Role"
    AdministrativeLevel = _NS + "AdministrativeLevel"
    DocumentStatus = _NS + "DocumentStatus"
    Direction = _NS + "Direction"
    Verdict = _NS + "Verdict"

    # Individuals
    each = _NS + "each"
    collective = _NS + "collective"
    named = _NS + "named"
    possible = _NS + "possible"
    open = _NS + "open"
    counted = _NS + "counted"
    closed = _NS + "closed"
    unmarked = _NS + "unmarked"
    exists = _NS + "exists"
    toBuild = _NS + "toBuild"
    striveFor = _NS + "striveFor"
    supported = _NS + "supported"
    encouraged = _NS + "encouraged"
    restrict = _NS + "restrict"
    research = _NS + "research"
    develop = _NS + "develop"
    demonstrate = _NS + "demonstrate"
    deploy = _NS + "deploy"
    ge = _NS + "ge"
    le = _NS + "le"
    approx = _NS + "approx"
    eq = _NS + "eq"
    increase = _NS + "increase"
    decrease = _NS + "decrease"
    multiple = _NS + "multiple"
    lead = _NS + "lead"
    participant = _NS + "participant"
    nation = _NS + "nation"
    province = _NS + "province"
    prefecture = _NS + "prefecture"
    county = _NS + "county"
    draftVersion = _NS + "draftVersion"
    issuedVersion = _NS + "issuedVersion"
    moreIsBetter = _NS + "moreIsBetter"
    lessIsBetter = _NS + "lessIsBetter"
    neitherIsBetter = _NS + "neitherIsBetter"
    ratioKind = _NS + "ratioKind"
    intensityKind = _NS + "intensityKind"
    totalKind = _NS + "totalKind"
    countKind = _NS + "countKind"
    indexKind = _NS + "indexKind"
    accepted = _NS + "accepted"
    rejected = _NS + "rejected"
    amended = _NS + "amended"

    # Direct relations
    supports = _NS + "supports"
    mustDevelop = _NS + "mustDevelop"
    hasTechnology = _NS + "hasTechnology"
    worksOn = _NS + "worksOn"
    demonstrates = _NS + "demonstrates"
    hasProject = _NS + "hasProject"
    hasCluster = _NS + "hasCluster"
    groupedUnder = _NS + "groupedUnder"
    restricts = _NS + "restricts"
    responsibleFor = _NS + "responsibleFor"
    leads = _NS + "leads"
    takesPartIn = _NS + "takesPartIn"
    cites = _NS + "cites"
    basedOn = _NS + "basedOn"
    repeals = _NS + "repeals"
    supportedBy = _NS + "supportedBy"

    # Documents and structure
    issuer = _NS + "issuer"
    jurisdiction = _NS + "jurisdiction"
    documentLevel = _NS + "documentLevel"
    hasVersion = _NS + "hasVersion"
    supersedes = _NS + "supersedes"
    documentStatus = _NS + "documentStatus"
    hasFile = _NS + "hasFile"
    hasSourceText = _NS + "hasSourceText"
    sectionOf = _NS + "sectionOf"
    hasSection = _NS + "hasSection"
    subsectionOf = _NS + "subsectionOf"
    hasResponsibility = _NS + "hasResponsibility"
    body = _NS + "body"
    role = _NS + "role"

    # Between things
    within = _NS + "within"
    contains = _NS + "contains"
    member = _NS + "member"
    regionKind = _NS + "regionKind"
    successor = _NS + "successor"
    seat = _NS + "seat"
    projectKind = _NS + "projectKind"
    status = _NS + "status"
    sameThing = _NS + "sameThing"
    same = _NS + "same"

    # Targets
    indicator = _NS + "indicator"
    comparator = _NS + "comparator"
    scope = _NS + "scope"
    quantity = _NS + "quantity"
    unit = _NS + "unit"
    direction = _NS + "direction"
    quantityKind = _NS + "quantityKind"
    scaleOf = _NS + "scaleOf"
    observedFor = _NS + "observedFor"
    progressOf = _NS + "progressOf"

    # Correspondences
    leftPlan = _NS + "leftPlan"
    rightPlan = _NS + "rightPlan"
    leftThing = _NS + "leftThing"
    rightThing = _NS + "rightThing"
    leftEvidence = _NS + "leftEvidence"
    rightEvidence = _NS + "rightEvidence"

    # Statements
    subject = _NS + "subject"
    object = _NS + "object"
    reading = _NS + "reading"
    modality = _NS + "modality"
    stage = _NS + "stage"
    fromList = _NS + "fromList"
    via = _NS + "via"
    saidBy = _NS + "saidBy"
    inSection = _NS + "inSection"
    evidence = _NS + "evidence"
    refersTo = _NS + "refersTo"
    mentions = _NS + "mentions"
    part = _NS + "part"
    openness = _NS + "openness"
    listMember = _NS + "listMember"
    judges = _NS + "judges"
    verdict = _NS + "verdict"

    # Support
    besideInstrument = _NS + "besideInstrument"
    supporter = _NS + "supporter"
    technology = _NS + "technology"
    coverage = _NS + "coverage"
    strongestOf = _NS + "strongestOf"
    summaryOf = _NS + "summaryOf"
    summaryPlan = _NS + "summaryPlan"
    summaryTechnology = _NS + "summaryTechnology"
    summarySupporter = _NS + "summarySupporter"
    step = _NS + "step"
    statement = _NS + "statement"

    # Data properties
    documentNumber = _NS + "documentNumber"
    documentKind = _NS + "documentKind"
    issuedOn = _NS + "issuedOn"
    periodStart = _NS + "periodStart"
    periodEnd = _NS + "periodEnd"
    title = _NS + "title"
    sha256 = _NS + "sha256"
    encoding = _NS + "encoding"
    fileName = _NS + "fileName"
    length = _NS + "length"
    content = _NS + "content"
    heading = _NS + "heading"
    number = _NS + "number"
    level = _NS + "level"
    sectionKind = _NS + "sectionKind"
    order = _NS + "order"
    deadlineYear = _NS + "deadlineYear"
    instrumentKind = _NS + "instrumentKind"
    name = _NS + "name"
    shortName = _NS + "shortName"
    code = _NS + "code"
    isoCode = _NS + "isoCode"
    codeEdition = _NS + "codeEdition"
    year = _NS + "year"
    baselineYear = _NS + "baselineYear"
    value = _NS + "value"
    comparedKind = _NS + "comparedKind"
    relation = _NS + "relation"
    reason = _NS + "reason"
    progressState = _NS + "progressState"
    accomplished = _NS + "accomplished"
    remark = _NS + "remark"
    dataSource = _NS + "dataSource"
    reportedIn = _NS + "reportedIn"
    factor = _NS + "factor"
    printed = _NS + "printed"
    restsOn = _NS + "restsOn"
    confidence = _NS + "confidence"
    rule = _NS + "rule"
    quote = _NS + "quote"
    sentence = _NS + "sentence"
    sentenceStart = _NS + "sentenceStart"
    page = _NS + "page"
    printedAt = _NS + "printedAt"
    listCount = _NS + "listCount"
    plainTitle = _NS + "plainTitle"
    routeKind = _NS + "routeKind"
    strength = _NS + "strength"
    manner = _NS + "manner"
    summaryManner = _NS + "summaryManner"
    supporterNames = _NS + "supporterNames"
    excerpt = _NS + "excerpt"
    clause = _NS + "clause"
    software = _NS + "software"
    ruleVersion = _NS + "ruleVersion"
    dataVersion = _NS + "dataVersion"
    judgedBy = _NS + "judgedBy"
    judgedOn = _NS + "judgedOn"
    amendment = _NS + "amendment"

    # Annotation properties
    abbreviation = _NS + "abbreviation"
    predicate = _NS + "predicate"


RELATIONS: dict[str, str] = {
    "cluster_technology": Cetu.mustDevelop,
    "region_technology": Cetu.hasTechnology,
    "region_project": Cetu.hasProject,
    "region_cluster": Cetu.hasCluster,
    "institution_technology": Cetu.worksOn,
    "project_technology": Cetu.demonstrates,
    "broader": Cetu.groupedUnder,
    "leads": Cetu.leads,
    "takes_part": Cetu.takesPartIn,
    "based_on": Cetu.basedOn,
}
"""The exchange format's relation types and their properties; a Statement's predicate is one of them or `restricts`."""

READINGS = {"each": Cetu.each, "collective": Cetu.collective}
OPENNESS = {"open": Cetu.open, "counted": Cetu.counted, "closed": Cetu.closed, "unmarked": Cetu.unmarked}
COVERAGES = {"named": Cetu.named, "possible": Cetu.possible}
MODALITIES = {
    "exists": Cetu.exists,
    "to_build": Cetu.toBuild,
    "strive": Cetu.striveFor,
    "support": Cetu.supported,
    "encourage": Cetu.encouraged,
}
STAGES = {
    "restrict": Cetu.restrict,
    "research": Cetu.research,
    "develop": Cetu.develop,
    "demonstrate": Cetu.demonstrate,
    "deploy": Cetu.deploy,
}
COMPARATORS = {
    "ge": Cetu.ge,
    "le": Cetu.le,
    "approx": Cetu.approx,
    "eq": Cetu.eq,
    "increase": Cetu.increase,
    "decrease": Cetu.decrease,
    "multiple": Cetu.multiple,
}
LEVELS = {"national": Cetu.nation, "province": Cetu.province, "city": Cetu.prefecture, "county": Cetu.county}
ENTITIES = {
    "Technology": Cetu.Technology,
    "Industry": Cetu.Industry,
    "Cluster": Cetu.Cluster,
    "Region": Cetu.Region,
    "Institution": Cetu.Institution,
    "Project": Cetu.Project,
    "Document": Cetu.Document,
}
ROUTE_KINDS = ("direct", "project", "cluster", "institution", "narrower", "within")
