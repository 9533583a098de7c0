// Text as a person reads it: tags that a web page left in a plan stay in the text, so that offsets hold, and are not shown.

/** The tags that the reader of plans leaves out, too (corpus/gaps.py), with the white space between them. */
const REST = '(?:\\s[^<>]{0,300})?\\s{0,3}/?>'
const BLOCK = `</?(?:p|br|div|li|ul|ol|td|th|tr|table|tbody|thead|h[1-6]|section|center)${REST}`
const INLINE = `</?(?:span|b|i|u|strong|em|font|a|sub|sup)${REST}`
const TAGS = new RegExp(`(?:${BLOCK}|${INLINE})(?:\\s*(?:${BLOCK}|${INLINE}))*`, 'gi')
const PARTS = new RegExp(BLOCK, 'i')

/** What is shown of a text, one entry for each code point: '' for those of a tag, a line end where tags part paragraphs. */
export function seen(text: string): string[] {
  const shown = [...text]
  let [units, at] = [0, 0]
  for (const found of text.matchAll(TAGS)) {
    const [tags] = found
    at += [...text.slice(units, found.index)].length
    const length = [...tags].length
    const isBreak = PARTS.test(tags) && ![shown[at - 1], ...tags, shown[at + length]].some((one) => one === undefined || one === '\n')
    shown.fill('', at, at + length)
    if (isBreak) shown[at] = '\n'
    at += length
    units = found.index + tags.length
  }
  return shown
}
