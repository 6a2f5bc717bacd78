// Draws the sequence diagrams of the pages, which GitHub draws by Mermaid, as SVG. Of Mermaid's language it knows what the
// pages use: participants and arrows.
const COLUMN = 156;
const ROW = 46;
const TOP = 56;

/** The plugin of markdown-it. */
export function sequenceDiagrams(markdown) {
  const render = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    return info.trim() === 'mermaid'
      ? draw(content, markdown.utils.escapeHtml)
      : render(tokens, index, ...rest);
  };
}

function draw(text, escape) {
  const lines = text.split('\n').map((line) => line.trim());
  const participants = readAll(lines, /^participant (\w+) as (.+)$/);
  const arrows = readAll(lines, /^(\w+)(--?)>>(\w+): (.+)$/);
  const known = ['sequenceDiagram', 'autonumber', ''];
  const unknown = lines.length - participants.length - arrows.length;
  if (lines.filter((line) => known.includes(line)).length !== unknown)
    throw new Error(`This diagram is beyond what the site draws:\n${text}`);
  const height = TOP + ROW * (arrows.length + 1);
  const middles = new Map(participants.map(([, id], index) => [id, COLUMN * (index + 0.5)]));
  const heads = participants.map(
    ([, id, name]) =>
      `<line class="life" x1="${middles.get(id)}" y1="36" x2="${middles.get(id)}" y2="${height - 8}"/>` +
      `<rect x="${middles.get(id) - 66}" y="4" width="132" height="34" rx="8"/>` +
      `<text class="name" x="${middles.get(id)}" y="26">${escape(name)}</text>`,
  );
  const steps = arrows.map(([, from, dashes, to, label], index) => {
    const [start, end] = [middles.get(from), middles.get(to)];
    const y = TOP + ROW * (index + 0.8);
    const tip = end > start ? end - 8 : end + 8;
    return (
      `<line class="arrow${dashes === '--' ? ' answer' : ''}" x1="${start}" y1="${y}" x2="${end}" y2="${y}"/>` +
      `<path d="M${end} ${y} L${tip} ${y - 5} L${tip} ${y + 5} Z"/>` +
      `<text x="${(start + end) / 2}" y="${y - 8}">${index + 1}  ${escape(label)}</text>`
    );
  });
  const width = COLUMN * participants.length;
  return `<div class="sequence-diagram" tabindex="0"><svg viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${escape(participants.map(([, , name]) => name).join(', '))}">${heads.join('')}${steps.join('')}</svg></div>`;
}

function readAll(lines, pattern) {
  return lines.map((line) => pattern.exec(line)).filter((match) => match !== null);
}
